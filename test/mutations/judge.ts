import type { CallRun, CopyRun } from "./project.ts";

/** `stale` is a wrong result with a hit in it, `differs` one without, `needless` is lost work. */
export type Fault = "stale" | "differs" | "needless";

export interface Finding {
  readonly fault: Fault;
  readonly message: string;
}

/** The runs of a copy. `plain` ones ran without the cache. */
export interface Runs {
  /** Not edited, and on a warm cache. */
  readonly warm: CopyRun;
  readonly plain: CopyRun;
  readonly plainAfter: CopyRun;
  readonly after: CopyRun;
  /** With the edit undone. */
  readonly back: CopyRun;
}

export interface Judgement {
  readonly findings: readonly Finding[];
  /** Why the edit says nothing; then there are no findings. */
  readonly discarded?: string;
  /** How many calls the edit gave another result. */
  readonly changed: number;
  /** How many calls that were served before it still were. */
  readonly served: number;
}

/** True for a call that computed nothing anew. */
export const isServed = ({ lookups }: CallRun): boolean =>
  lookups.length > 0 && lookups.every(({ outcome }) => outcome === "hit");

const nothing = { findings: [], changed: 0, served: 0 };

/** `mayMiss`: the edit is neutral, but the names of functions count where code reads some `.name`. */
export type Effect = "any" | "none" | "mayMiss";

export function judge(effect: Effect, { warm, plain, plainAfter, after, back }: Runs): Judgement {
  if (warm === undefined || plain === undefined) throw new Error("the program does not run as it is");
  if (plainAfter === undefined) return { ...nothing, discarded: "does not end" };
  if (plainAfter.some(({ printed }) => printed === "timeout"))
    return { ...nothing, discarded: "takes too long" };
  // How deep a stack goes is no property of the program.
  if (plainAfter.some(({ printed }) => printed.includes("Maximum call stack size exceeded")))
    return { ...nothing, discarded: "overflows the stack" };
  const changed = count(plainAfter, (call) => printedOf(plain, call.name) !== call.printed);
  if (effect !== "any" && changed > 0) return { ...nothing, changed, discarded: "not neutral" };
  const served = warm.filter(isServed);
  const findings = [
    ...differences("after the edit", plainAfter, after),
    ...differences("edit undone", plain, back),
    ...(effect === "none" ? misses("after the edit", served, after) : []),
    ...misses("edit undone", served, back),
  ];
  return { findings, changed, served: count(served, ({ name }) => isServedIn(after, name)) };
}

const count = (calls: readonly CallRun[], keep: (call: CallRun) => boolean): number =>
  calls.filter(keep).length;

const callOf = (run: CopyRun, name: string): CallRun | undefined => run?.find((call) => call.name === name);
const printedOf = (run: CopyRun, name: string): string => callOf(run, name)?.printed ?? "did not run";

function isServedIn(run: CopyRun, name: string): boolean {
  const call = callOf(run, name);
  return call !== undefined && isServed(call);
}

function differences(when: string, plain: readonly CallRun[], run: CopyRun): Finding[] {
  return plain.flatMap(({ name, printed }) => {
    const call = callOf(run, name);
    if (call?.printed === printed) return [];
    const hits = call?.lookups.filter(({ outcome }) => outcome === "hit").map((hit) => hit.name) ?? [];
    const message = `${name}, ${when}: gave ${call?.printed ?? "nothing"}, uncached ${printed} (hits: ${hits.join()})`;
    return [{ fault: hits.length > 0 ? "stale" : "differs", message }];
  });
}

function misses(when: string, served: readonly CallRun[], run: CopyRun): Finding[] {
  return served.flatMap(({ name }) => {
    if (isServedIn(run, name)) return [];
    const missed = callOf(run, name)?.lookups.filter(({ outcome }) => outcome !== "hit") ?? [];
    // The outermost unit says so last.
    const outer = missed.at(-1);
    const message = `${name}, ${when}: ${outer?.outcome ?? "no lookup"} ${outer?.name ?? ""} (${outer?.why ?? ""})`;
    return [{ fault: "needless", message }];
  });
}
