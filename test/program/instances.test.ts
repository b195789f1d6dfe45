import { afterAll, describe, expect, test } from "vitest";
import { Program, resultsOf, runsOf } from "./program.ts";

/** Classes with every kind of private member, in every kind of constructor. Bodies must not run to restore one. */
const classes = `
const body = (name: string): void => { console.log("  ran body of", name); };
enum State { Idle = 1, Busy }
const LIMIT = 10;

export class Account {
  #owner: string;
  readonly #log: unknown[] = [];
  #state = State.Idle;
  static #unit = /^a/;
  visible = new Map<string, number>();
  constructor({ owner, limit = LIMIT }: { owner: string; limit?: number }, public note = "none") {
    this.#owner = owner;
    this.visible.set("limit", limit);
    body("Account");
    Account.#unit.test(owner);
  }
  add(entry: unknown): this { this.#log.push(entry); this.#state = State.Busy; return this; }
  #secret(): string { return this.#owner + " " + String(this.#state); }
  get #size(): number { return this.#log.length; }
  show(): unknown[] { return [this.#secret(), this.#size, this.#log, this.note, [...this.visible], Object.keys(this)]; }
  log(): unknown[] { return this.#log; }
}

export class Savings extends Account {
  #rate = -0;
  constructor(owner: string, rate: number) {
    super({ owner, limit: LIMIT })
    this.#rate = rate;
    body("Savings");
  }
  override show(): unknown[] { return [...super.show(), Object.is(this.#rate, -0), this.#rate]; }
}

export class NotFound extends Error {
  readonly #id: string;
  constructor(id: string, options?: ErrorOptions) { super(\`no \${id}\`, options); this.#id = id; body("NotFound"); }
  show(): unknown[] { return [this.#id, this.message, this.name, this.cause, this.stack?.split("\\n")[0]]; }
}

export class Grid extends Array<number> {
  #width = 0;
  static sized(width: number, ...cells: number[]): Grid { const grid = new Grid(); grid.push(...cells); grid.#width = width; return grid; }
  show(): unknown[] { return [this.#width, this.length, [...this]]; }
}

export class Index extends Map<string, unknown> {
  #hits: bigint | undefined;
  constructor(entries: Iterable<[string, unknown]> = [], hits = BigInt(0)) { super(); for (const [k, v] of entries) this.set(k, v); this.#hits = hits; body("Index"); }
  show(): unknown[] { return [String(this.#hits), [...this.keys()]]; }
}

export class Only { #method(): number { return 7; } show(): unknown[] { return [this.#method(), Object.isFrozen(this)]; } }

export class Auto {
  accessor open = 1;
  accessor #closed = [1];
  close(): this { this.#closed.push(this.open); return this; }
  show(): unknown[] { return [this.open, this.#closed, Object.keys(this)]; }
}

export class Node {
  #next: Node | undefined;
  link(next: Node): this { this.#next = next; return this; }
  next(): Node | undefined { return this.#next; }
}
`;

const main = `
import { Account, Auto, Grid, Index, Node, NotFound, Only, Savings } from "./classes.js";

// @cache persistent
function make(n: number) {
  console.log("  ran make");
  const account = new Account({ owner: "ann" }, "n").add({ n }).add(new Date(n));
  const savings = new Savings("bob", -0).add(account);
  const index = new Index([["a", account], ["b", savings]], BigInt(3));
  const auto = new Auto();
  auto.open = 5;
  const ring = new Node();
  ring.link(new Node().link(ring));
  return {
    account, savings, index, auto: auto.close(), log: account.log(), ring,
    error: new NotFound("x", { cause: [n] }), grid: Grid.sized(2, 1, 2, 3), only: Object.freeze(new Only()),
  };
}

const made = make(1);
const again = make(1);
const shown = (value: object): string => JSON.stringify(value, (_, v: unknown) => typeof v === "object" && v !== null && "show" in v ? (v as { show(): unknown }).show() : v);
for (const value of [made, again]) {
  const { account, savings, index, auto, log, error, grid, only, ring } = value;
  console.log(shown(account.show()));
  console.log(shown(savings.show()));
  console.log(shown(index.show()), index.get("a") === account, account.log() === log);
  console.log(shown(error.show()), error instanceof NotFound, error instanceof Error);
  console.log(shown(grid.show()), Array.isArray(grid), shown(auto.show()), shown(only.show()));
  console.log(ring.next()?.next() === ring, ring.next() instanceof Node);
}
`;

const targets: Readonly<Record<string, object>> = {
  "the default": {},
  es2020: { target: "es2020" },
  es2015: { target: "es2015" },
  "fields by assignment": { useDefineForClassFields: false },
  "fields by assignment in es2020": { target: "es2020", useDefineForClassFields: false },
  "CommonJS, legacy decorators": {
    module: "commonjs",
    ignoreDeprecations: "6.0",
    experimentalDecorators: true,
  },
};

describe.each(Object.entries(targets))("instances with private members, compiled for %s", (_, options) => {
  const commonjs = "module" in options;
  const program = new Program({ "src/classes.ts": classes, "src/main.ts": main }, options);
  afterAll(() => {
    program.remove();
  });

  test("come back equal in a fresh process, and no constructor's body runs for that", async () => {
    if (commonjs) program.write("package.json", "{}");
    await program.compile();
    const first = await program.run();
    expect(first.stderr).toBe("");
    const bodies = ["Account", "Account", "Savings", "Index", "NotFound"];
    expect(runsOf(first)).toEqual(["  ran make", ...bodies.map((name) => `  ran body of ${name}`)]);
    const second = await program.run();
    expect(runsOf(second)).toEqual([]);
    expect(second.outcomes).toEqual(["hit make", "hit make"]);
    const results = resultsOf(first);
    expect(results.slice(6, 12)).toEqual(results.slice(0, 6));
    expect(resultsOf(second)).toEqual(results);
    expect(results.slice(0, 6)).toMatchInlineSnapshot(`
      [
        "["ann 2",2,[{"n":1},"1970-01-01T00:00:00.001Z"],"n",[["limit",10]],["note","visible"]]",
        "["bob 2",1,[["ann 2",2,[{"n":1},"1970-01-01T00:00:00.001Z"],"n",[["limit",10]],["note","visible"]]],"none",[["limit",10]],["note","visible"],true,0]",
        "["3",["a","b"]] true true",
        "["x","no x","Error",[1],"Error: no x"] true true",
        "[2,3,[1,2,3]] true [5,[1,5],[]] [7,true]",
        "true true",
      ]
    `);
  });
});

const refused = `
class Half {
  #one = 1;
  #two = Half.fail(this);
  static last: Half | undefined;
  static fail(half: Half): number { Half.last = half; throw new Error("halfway"); }
  show(): unknown { return [this.#one, this.#two]; }
}
class Id { #id: number = Number("1"); show(): number { return this.#id; } }
class Sub extends Id { x = 1; }
class Late extends Sub { #late = 1; constructor() { console.log("  ran late"); super(); } }
class Run { #f = () => 1; run(): number { return this.#f(); } }
const makeLocal = () => class Local { #a = 1; show(): number { return this.#a; } };
makeLocal();
class Fine { #fine = 1; show(): number { return this.#fine; } }

// @cache persistent
function half() { try { new Half(); } catch { const last = Half.last; Half.last = undefined; return { last }; } return {}; }
// @cache persistent
function rows() { return { rows: [new Fine(), new Sub()] }; }
// @cache persistent
function late() { return new Map([["a", new Late()]]); }
// @cache persistent
function run() { return [new Run()]; }
// @cache persistent
function local() { return [new (makeLocal())()]; }
// @cache persistent
function fine() { return [new Fine()]; }
console.log(Object.keys(half()), rows().rows[1] instanceof Sub, late().size, run()[0]?.run(), local()[0]?.show(), fine()[0]?.show());
`;

describe("what cannot come back equal", () => {
  const program = new Program({ "src/main.ts": refused });
  afterAll(() => {
    program.remove();
  });

  test("is returned and not stored, and a warning says which part and why", async () => {
    await program.compile();
    await program.run();
    const second = await program.run();
    expect(second.outcomes).toEqual([
      "miss half",
      "miss rows",
      "miss late",
      "miss run",
      "miss local",
      "hit fine",
    ]);
    expect(resultsOf(second)[0]).toBe("[ 'last' ] true 1 1 1 1");
    const reasons = [...second.stderr.matchAll(/is not stored: (.*?)\. Return plain data/g)].map(
      ([, why]) => why,
    );
    expect(reasons).toMatchInlineSnapshot(`
      [
        "result.last: an instance of Half cannot be stored: its constructor has not finished",
        "result.rows[1]: an instance of Id has #private fields that cannot be put back: the initialiser of #id may run code",
        "result.get("a"): an instance of Id has #private fields that cannot be put back: the initialiser of #id may run code",
        "result[0].#f: a function cannot be stored: its code may change",
        "result[0]: an instance of Local cannot be stored: it is not a class that this project declares (once, not each time a function is called)",
      ]
    `);
  });
});
