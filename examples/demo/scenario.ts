/** An exact replacement in one file of an example. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** How many lookups: exactly so many, or at least one. */
export type Count = number | "some";

/** What the lookups of one unit must give. */
export interface Expected {
  readonly hits: Count;
  readonly misses: Count;
}

/** Edit, compile, run. */
export interface Step {
  readonly label: string;
  readonly edits: readonly Edit[];
  /** By unit name. Units that are not named here may do as they like, but never run uncached. */
  readonly expected: Readonly<Record<string, Expected>>;
  /** What the program must say on standard error. */
  readonly reports?: RegExp;
}

/** One example and what is done to a copy of it, in order. */
export interface Scenario {
  readonly example: string;
  readonly steps: readonly Step[];
}

/** The text after the edit. Throws where `from` is not there exactly once. */
export function apply(text: string, { file, from, to }: Edit): string {
  const found = text.split(from).length - 1;
  if (found !== 1) throw new Error(`${file}: expected this text once, found it ${found} times:\n${from}`);
  return text.replace(from, () => to);
}

/** The edit that takes `edit` back. */
export const reversed = ({ file, from, to }: Edit): Edit => ({ file, from: to, to: from });
