import type { Fault } from "./judge.ts";

/** What the corpus shows and memoir does not do better yet, with the reason. */
export interface KnownFault {
  readonly row: number;
  /** Of the case. */
  readonly name: string;
  /** Never a wrong result: those have no excuse. */
  readonly fault: Extract<Fault, "needless">;
  readonly reason: string;
}

/** Rows of the table of edits that this corpus does not try. */
export interface NotCovered {
  readonly row: number;
  readonly what: string;
  readonly reason: string;
}

export const knownFaults: readonly KnownFault[] = [];

export const notCovered: readonly NotCovered[] = [
  {
    row: 70,
    what: "a package's files patched in place, its version unchanged",
    reason: "packages count by version; `version=` or `files=` of the unit covers a patch, and that is tried",
  },
  { row: 74, what: "`define` of a bundler", reason: "there is no bundler host yet" },
  {
    row: 76,
    what: "another version of Node",
    reason: "one version runs the tests; the matrix of CI has others",
  },
  { row: 77, what: "hot module replacement", reason: "there is no dev-server host yet" },
  { row: 79, what: "another host than tspc", reason: "there is no other host yet" },
];
