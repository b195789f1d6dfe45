import type { Comment } from "@babel/types";

export type Tier = "memory" | "lru" | "persistent";

/** The options of a directive or of a `using` line, checked. */
export interface UnitOptions {
  readonly name?: string;
  readonly maxSize?: number;
  /** Milliseconds. */
  readonly ttl?: number;
  /** Milliseconds after the `ttl` in which a result is served and computed again behind. */
  readonly swr?: number;
  /** Milliseconds that an error is thrown again for. */
  readonly errors?: number;
  /** Milliseconds after which a call fails. */
  readonly timeout?: number;
  /** Source text of the function that says whether a result is worth keeping: `isComplete`, `checks.isComplete`. */
  readonly keep?: string;
  readonly tags?: readonly string[];
  readonly codec?: string;
  readonly store?: string;
  /** Source text of the captures left out of the key: `db`, `this.log`. */
  readonly ignore?: readonly string[];
  /** Source text of the captures digested once. */
  readonly once?: readonly string[];
  readonly files?: readonly string[];
  readonly env?: readonly string[];
  readonly version?: string;
  readonly code?: "off";
  readonly share?: "reference" | "clone" | "freeze";
}

export interface Directive {
  readonly tier: Tier;
  readonly options: UnitOptions;
  readonly start: number;
  readonly end: number;
}

/** A word of a directive that is wrong, and what would be right. */
export interface Mistake {
  readonly message: string;
  readonly fix: string;
  readonly start: number;
  readonly end: number;
}

type Value = string | readonly string[];

const tiers: readonly string[] = ["memory", "lru", "persistent"];

const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Checks one option's value; a string result says what a right value looks like. */
const checks: Readonly<Record<keyof UnitOptions, (value: Value) => { value: unknown } | string>> = {
  name: text,
  maxSize: (value) =>
    typeof value === "string" && /^[1-9]\d*$/.test(value)
      ? { value: Number(value) }
      : "a whole number above 0",
  ttl: duration,
  swr: duration,
  errors: duration,
  timeout: duration,
  keep: (value) =>
    typeof value === "string" && /^[\p{ID_Start}$_][\p{ID_Continue}$.]*$/u.test(value)
      ? { value }
      : "the name of a function of this module",
  tags: list,
  codec: text,
  store: text,
  ignore: list,
  once: list,
  files: list,
  env: list,
  version: text,
  code: (value) => (value === "off" ? { value } : "`off`"),
  share: (value) =>
    value === "reference" || value === "clone" || value === "freeze"
      ? { value }
      : "`reference`, `clone` or `freeze`",
};

export const optionNames: readonly string[] = Object.keys(checks);

function text(value: Value): { value: unknown } | string {
  return typeof value === "string" && value !== "" ? { value } : "one word, or a text in quotes";
}

function list(value: Value): { value: unknown } {
  return { value: typeof value === "string" ? [value] : value };
}

function duration(value: Value): { value: unknown } | string {
  const match = typeof value === "string" ? /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(value) : null;
  const unit = milliseconds[match?.[2] ?? ""];
  if (!match || unit === undefined) return "a duration such as `30s`, `12h` or `7d`";
  return { value: Number(match[1]) * unit };
}

/** Checks one option by name, as both the comment and the option object give it. */
export function checkOption(name: string, value: Value): { value: unknown } | { expected: string } {
  const check = (checks as Readonly<Record<string, (value: Value) => { value: unknown } | string>>)[name];
  if (check === undefined) return { expected: `one of ${optionNames.join(", ")}` };
  const result = check(value);
  return typeof result === "string" ? { expected: result } : result;
}

/** A quick look: false for a text that holds no unit, nor a directive in the wrong place. */
export const mayHoldUnits = (text: string): boolean => /@cache\b|["']memoir["']/.test(text);

/** True for a comment that starts with `@cache`. */
export const isDirective = (comment: Comment): boolean => /^[\s*]*@cache(?![\w-])/.test(comment.value);

/**
 * Reads `@cache [memory|lru|persistent] [option=value …] [-- remark]`. A value is a word, a text in quotes,
 * or a list in brackets. `start` of the comment is where its value begins in the file.
 */
export function parseDirective(comment: Comment): Directive | readonly Mistake[] {
  const base = (comment.start ?? 0) + 2;
  const head = /^[\s*]*@cache/.exec(comment.value)?.[0].length ?? 0;
  const token =
    /\s*(?:\*(?=\s|$))?\s*(?:(--\s)|([\w-]+)\s*=\s*(?:\[([^\]]*)\]|"([^"]*)"|'([^']*)'|([^\s,]+))|(\S+))/y;
  const mistakes: Mistake[] = [];
  const options: Record<string, unknown> = {};
  let tier: Tier = "memory";
  token.lastIndex = head;
  for (let at = head, match; (match = token.exec(comment.value)) !== null; at = token.lastIndex) {
    const [whole, remark, name, items, double, single, word, bare] = match;
    if (remark !== undefined) break;
    const end = base + at + whole.length;
    const start = end - whole.trimStart().length;
    if (bare !== undefined) {
      if (tiers.includes(bare) && at === head) tier = bare as Tier;
      else if (isRemark(whole, bare)) break;
      else mistakes.push({ ...unknownWord(bare), start, end });
      continue;
    }
    const value = items === undefined ? (double ?? single ?? word ?? "") : splitList(items);
    const result = checkOption(name ?? "", value);
    if ("value" in result) options[name ?? ""] = result.value;
    else mistakes.push({ ...badOption(name ?? "", result.expected), start, end });
  }
  if (mistakes.length > 0) return mistakes;
  const end = comment.end ?? base;
  return { tier, options: options, start: comment.start ?? 0, end };
}

/** Text set off by three spaces or more is a remark, unless it looks like a misspelt word of the grammar. */
const isRemark = (whole: string, word: string): boolean =>
  /^\s{3}/.test(whole) && nearest(word, [...tiers, ...optionNames]) === undefined;

const splitList = (items: string): string[] =>
  items
    .split(",")
    .map((item) => item.trim().replace(/^(["'])(.*)\1$/, "$2"))
    .filter((item) => item !== "");

function unknownWord(word: string): Pick<Mistake, "message" | "fix"> {
  const near = nearest(word, [...tiers, ...optionNames]);
  const hint = near === undefined ? "" : ` Did you mean \`${near}\`?`;
  return {
    message: `\`${word}\` is not part of a @cache directive.`,
    fix: `Write memory, lru or persistent first, then name=value options.${hint} A remark goes after \` -- \`.`,
  };
}

/** The words for an option that is unknown or has a wrong value. */
export function badOption(name: string, expected: string): Pick<Mistake, "message" | "fix"> {
  if (optionNames.includes(name)) {
    return { message: `The value of \`${name}\` is not valid.`, fix: `Give ${expected}.` };
  }
  const near = nearest(name, optionNames);
  return {
    message: `\`${name}\` is not an option.`,
    fix: near === undefined ? `The options are ${optionNames.join(", ")}.` : `Did you mean \`${near}\`?`,
  };
}

/** The candidate that a word could be a slip for: within two edits, and fewer than half its letters. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const scored = candidates.map((candidate) => ({ candidate, distance: editDistance(word, candidate) }));
  scored.sort((a, b) => a.distance - b.distance);
  const [best] = scored;
  return best !== undefined && best.distance <= Math.min(2, word.length / 3) ? best.candidate : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1]?.toLowerCase() === b[j - 1]?.toLowerCase() ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
