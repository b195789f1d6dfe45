import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { StoreUse } from "../../runtime/log.ts";
import { check } from "../../runtime/store/check.ts";
import type { Child } from "../program/child.ts";
import { Program } from "../program/program.ts";
import { startRedis } from "../servers/redis.ts";
import type { Server } from "../servers/server.ts";
import { units } from "./units.ts";

/** Calls units; notes what is computed and what is got. */
const main = `
import { appendFileSync } from "node:fs";

const [log = "", machine = "", from = "0", count = "0"] = process.argv.slice(2);
const note = (what: string) => appendFileSync(log, machine + " " + process.pid + " " + what + "\\n");
${units}
async function call(key: number) {
  const [all, one, again] = await Promise.all([total(key), series(key), series(key)]);
  const isRight = all === sum(key) && [one, again].every((got) => got.key === key && got.rows.join() === rows(key).join());
  note((isRight ? "got " : "wrong ") + key);
}

const keys = Array.from({ length: Number(count) }, (_, at) => Number(from) + at);
while (keys.length > 0) await Promise.all(keys.splice(0, 5).map(call));
note("done");
`;

/** Keys that the processes of a round ask for, all the same. */
const ROUND = 20;
const MACHINES = 2;
const PROCESSES = 2;

export interface Machines {
  readonly processes: number;
  readonly kills: number;
  /** How often the Redis was stopped and started. */
  readonly restarts: number;
  /** Results that were served or computed, each checked. */
  readonly calls: number;
  readonly computations: number;
  /** Of processes that lived to their end. */
  readonly requests: number;
  readonly failures: number;
  readonly spared: number;
  readonly violations: readonly string[];
}

/** What the log says of computations that were made twice: of async units anywhere, of sync ones on one machine. */
function computedTwice(lines: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const [machine = "", , what, name, key] = line.split(" ");
    if (what !== "start") return [];
    const result = name === "blob" ? `${name} ${key} on ${machine}` : `${name} ${key}`;
    if (seen.has(result)) return [`computed twice: ${line}`];
    seen.add(result);
    return [];
  });
}

/** What a process may say when a store goes: that it is left alone, and that it waits for another process. */
const isExpected = (line: string): boolean => line === "" || /^memoir MEMOIR(?:2107|2106):/.test(line);

class Fleet {
  readonly #redis: Server;
  readonly #machines: readonly Program[];
  readonly #log: string;
  readonly violations: string[] = [];
  readonly uses: StoreUse[] = [];
  processes = 0;
  kills = 0;

  constructor(redis: Server, machines: readonly Program[], log: string) {
    this.#redis = redis;
    this.#machines = machines;
    this.#log = log;
  }

  /** Lets all machines ask for the same keys at once. With `kill`, one of the processes does not live to its end. */
  async round(from: number, kill: boolean): Promise<void> {
    const children = this.#machines.flatMap((machine, at) =>
      Array.from({ length: PROCESSES }, () => this.#start(machine, at, from, ROUND)),
    );
    if (kill) {
      await pause(Math.random() * 400);
      const [first] = children;
      await first?.kill();
      this.kills += 1;
    }
    await Promise.all(children.map((child, at) => this.#judge(child, kill && at === 0)));
  }

  /** Asks for everything, on one of the machines. */
  async all(count: number): Promise<void> {
    const [machine] = this.#machines;
    if (machine !== undefined) await this.#judge(this.#start(machine, 0, 0, count), false);
  }

  #start(machine: Program, at: number, from: number, count: number): Child {
    this.processes += 1;
    const env = { MEMOIR_STORE: this.#redis.url, MEMOIR_LOG: "json,hits" };
    return machine.start([this.#log, String(at), String(from), String(count)], env);
  }

  async #judge(child: Child, isKilled: boolean): Promise<void> {
    const how = await child.ended;
    if (isKilled) return;
    if (how !== 0) this.violations.push(`a process ended with ${how}: ${child.output}`);
    for (const line of child.output.split("\n")) {
      if (line.startsWith('{"store"')) this.uses.push(JSON.parse(line) as StoreUse);
      else if (!line.startsWith('{"outcome"') && !isExpected(line)) this.violations.push(`it said: ${line}`);
    }
  }
}

/** Stops the Redis and starts it again, at random moments, until it is told to end; gives how often. */
async function interrupt(redis: Server, isOver: () => boolean): Promise<number> {
  let restarts = 0;
  for (; !isOver(); restarts += 1) {
    await pause(100 + Math.random() * 400);
    await redis.stop();
    await pause(Math.random() * 300);
    await redis.start();
  }
  return restarts;
}

/**
 * Lets processes of several machines ask for the same results over one Redis, for so many milliseconds. With `faults`
 * one of each few is killed, and the Redis is stopped and started; without, each result must be computed once. Then a
 * last process asks for everything.
 */
export async function runMachines(milliseconds: number, faults: boolean): Promise<Machines> {
  const redis = await startRedis();
  // However busy the machine that all of them are on.
  const program = new Program({ "src/main.ts": main }, {}, { remoteTimeout: "60s" });
  const log = program.path("log");
  writeFileSync(log, "");
  const machines: Program[] = [];
  try {
    await program.compile();
    machines.push(...Array.from({ length: MACHINES }, () => program.copy()));
    const fleet = new Fleet(redis, machines, log);
    const until = performance.now() + milliseconds;
    let isOver = false;
    const interrupting = faults ? interrupt(redis, () => isOver) : Promise.resolve(0);
    let from = 0;
    for (; performance.now() < until || from === 0; from += ROUND) await fleet.round(from, faults);
    isOver = true;
    const restarts = await interrupting;
    await fleet.all(from);
    const lines = readFileSync(log, "utf8").split("\n");
    const { violations, uses, processes, kills } = fleet;
    violations.push(...lines.filter((line) => line.includes(" wrong ")));
    if (!faults) violations.push(...computedTwice(lines));
    for (const machine of machines) {
      violations.push(...check(machine.path(".memoir"), false).damaged.map(({ path }) => `damaged: ${path}`));
    }
    const sum = (count: (use: StoreUse) => number): number => uses.reduce((all, use) => all + count(use), 0);
    return {
      ...{ processes, kills, restarts, violations },
      calls: 3 * lines.filter((line) => line.includes(" got ")).length,
      computations: lines.filter((line) => line.includes(" start ")).length,
      requests: sum(({ gets, sets }) => gets + sets),
      failures: sum(({ failures }) => failures),
      spared: sum(({ spared }) => spared),
    };
  } finally {
    for (const machine of [program, ...machines]) machine.remove();
    await redis.remove();
  }
}
