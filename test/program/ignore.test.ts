import { afterAll, beforeAll, expect, test } from "vitest";
import { Program, resultsOf, runsOf } from "./program.ts";

const client = `
export class Client {
  static total = 0;
  calls = 0;
  readonly usage = { tokens: 0 };
  #retries = 0;
  #log = { lines: [] as string[] };
  rate = 2;

  // @cache persistent ignore=[this.calls, this.usage, this.#retries, this.#log, Client.total]
  async get(x: number) { console.log("  ran get"); await Promise.resolve(); return this.#fetch(x); }

  // @cache persistent ignore=[this.calls]
  retries() { console.log("  ran retries"); return this.#retries; }

  #fetch(x: number) {
    this.calls += 1;
    this.usage.tokens += x;
    this.#retries += 1;
    this.#log.lines.push("fetch");
    Client.total += 1;
    return x * this.rate;
  }
}
export const client = new Client();
`;

const main = `
import { Client, client } from "./client.js";

// @cache persistent ignore=[client.calls]
function ask(x: number, by: Client) { console.log("  ran ask"); client.calls++; return x * by.rate; }

function counting(rate: number) {
  const state = { count: 0, rate };
  // @cache persistent ignore=[state.count]
  const count = (x: number) => { console.log("  ran count"); state.count += 1; return x * state.rate; };
  return count;
}

client.calls = Number(process.argv[2]);
client.rate = Number(process.argv[3]);
console.log("ask", ask(1, client), ask(1, client));
console.log("get", await client.get(1), await client.get(1));
console.log("count", counting(client.rate)(1));
client.calls += 7;
console.log("retries", client.retries(), client.retries());
`;

let program: Program;
let said: string;
beforeAll(async () => {
  program = new Program({ "src/main.ts": main, "src/client.ts": client });
  said = await program.compile();
});
afterAll(() => program.remove());

test("members that are left out may hold anything, and change while the unit runs; all others count", async () => {
  const run = async (calls: number, rate: number) =>
    program.run("out/main.js", {}, undefined, [`${calls}`, `${rate}`]);
  const first = await run(0, 2);
  expect(first.stderr).toBe("");
  expect(resultsOf(first)).toEqual(["ask 2 2", "get 2 2", "count 2", "retries 1 1", ""]);
  expect(runsOf(first)).toEqual(["  ran ask", "  ran get", "  ran count", "  ran retries"]);

  const second = await run(5, 2);
  // Nothing was fetched, so that a private member is another.
  expect(resultsOf(second)).toEqual(["ask 2 2", "get 2 2", "count 2", "retries 0 0", ""]);
  expect(runsOf(second)).toEqual(["  ran retries"]);

  const other = await run(5, 3);
  expect(resultsOf(other)).toEqual(["ask 3 3", "get 3 3", "count 3", "retries 1 1", ""]);
  expect(runsOf(other)).toEqual(["  ran ask", "  ran get", "  ran count"]);
});

test("writing a member that is left out is no warning", () => {
  expect(said).toBe("");
});
