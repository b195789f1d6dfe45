import type { Fault } from "./judge.ts";

/** What the corpus shows and memoir does not do, with the reason. */
export interface KnownFault {
  readonly row: number;
  /** Of the case. */
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly reason: string;
}

/** Rows of the table of edits that this corpus does not try. */
export interface NotCovered {
  readonly row: number;
  readonly what: string;
  readonly reason: string;
}

const needless = ["needless"] as const;

/** Wrong results here are limits that docs/limits.md states; nothing else may be. */
const unseen = ["stale", "differs"] as const;

export const knownFaults: readonly KnownFault[] = [
  ...[
    "annotation of a decorated member whose metadata is read",
    "annotation of a decorated member of a class that is reached",
  ].map((name): KnownFault => ({
    row: 14,
    name,
    faults: needless,
    reason: "emitted metadata holds `Function`, which makes code from text; the call runs uncached",
  })),
  {
    row: 19,
    name: "value of a const enum through a namespace and a barrel",
    faults: needless,
    reason: "the compiler drops the import that the capture reads; the call runs uncached",
  },
  {
    row: 25,
    name: "rename of a class that the result is an instance of",
    faults: needless,
    reason: "an entry names the class of its instances; the same key under the old name cannot be read",
  },
  {
    row: 31,
    name: "memoised function with a table in its closure",
    faults: needless,
    reason: "only a memo table of a module is known as the code's own state, not one in a closure",
  },
  {
    row: 46,
    name: "alias retargeted, import()",
    faults: needless,
    reason: "`imports` of a package.json are not resolved for import(); the call runs uncached",
  },
  {
    row: 50,
    name: "singleton made by a static method",
    faults: needless,
    reason: "a private static that is filled while the unit runs is a change of what it reads: not stored",
  },
  {
    row: 52,
    name: "body of a decorator of a class",
    faults: needless,
    reason: "the class that the decorator gave has no definition under its name; the call runs uncached",
  },
  {
    row: 52,
    name: "body of a decorator of a accessor",
    faults: needless,
    reason: "the accessor that the decorator gave has no definition; the call runs uncached",
  },
  {
    row: 56,
    name: "instance of a subclass of a class of Node",
    faults: needless,
    reason: "a class of Node may hold state that no key can see; the call runs uncached",
  },
  ...["used by a helper and exported again", "export * of a helper"].map((name): KnownFault => ({
    row: 69,
    name: `version of a package, ${name}`,
    faults: needless,
    reason: "the module that exports a package's function again does not state where it came from",
  })),
];

export const notCovered: readonly NotCovered[] = [
  {
    row: 70,
    what: "a package's files patched in place, its version unchanged",
    reason: "packages count by version; `version=` or `files=` of the unit covers a patch, and that is tried",
  },
  { row: 74, what: "`define` of a bundler", reason: "test/hosts tries it with bundlers" },
  { row: 76, what: "another version of Node", reason: "one version runs the tests; CI runs others" },
  {
    row: 77,
    what: "hot module replacement",
    reason: "test/hosts tries it with a dev server and other tools that keep running",
  },
  { row: 79, what: "another host than tspc", reason: "test/hosts tries every host" },
];
