/** A needless miss that the corpus shows, with the reason. Wrong results are never excused. */
export interface KnownMiss {
  readonly row: number;
  /** Of the case. */
  readonly name: string;
  readonly reason: string;
}

/** Rows of the table of edits that this corpus does not try. */
export interface NotCovered {
  readonly row: number;
  readonly what: string;
  readonly reason: string;
}

export const knownMisses: readonly KnownMiss[] = [
  ...[
    "annotation of a decorated member whose metadata is read",
    "annotation of a decorated member of a class that is reached",
  ].map((name): KnownMiss => ({
    row: 14,
    name,
    reason: "emitted metadata holds `Function`, which makes code from text; the call runs uncached",
  })),
  {
    row: 19,
    name: "value of a const enum through a namespace and a barrel",
    reason: "the compiler drops the import that the capture reads; the call runs uncached",
  },
  {
    row: 25,
    name: "rename of a class that the result is an instance of",
    reason: "an entry names the class of its instances; the same key under the old name cannot be read",
  },
  {
    row: 31,
    name: "memoised function with a table in its closure",
    reason: "only a memo table of a module is known as the code's own state, not one in a closure",
  },
  {
    row: 46,
    name: "alias retargeted, import()",
    reason: "`imports` of a package.json are not resolved for import(); the call runs uncached",
  },
  {
    row: 50,
    name: "singleton made by a static method",
    reason: "a private static that is filled while the unit runs is a change of what it reads: not stored",
  },
  {
    row: 52,
    name: "body of a decorator of a class",
    reason: "the class that the decorator gave has no definition under its name; the call runs uncached",
  },
  {
    row: 52,
    name: "body of a decorator of a accessor",
    reason: "the accessor that the decorator gave has no definition; the call runs uncached",
  },
  {
    row: 56,
    name: "instance of a subclass of a class of Node",
    reason: "a class of Node may hold state that no key can see; the call runs uncached",
  },
  ...["used by a helper and exported again", "export * of a helper"].map((name): KnownMiss => ({
    row: 69,
    name: `version of a package, ${name}`,
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
  {
    row: 76,
    what: "another version of Node",
    reason: "one version runs the tests; a key holds in each, unless the unit reads `process.version`",
  },
  {
    row: 77,
    what: "hot module replacement",
    reason: "test/hosts tries it with a dev server and other tools that keep running",
  },
  { row: 79, what: "another host than tspc", reason: "test/hosts tries every host" },
];
