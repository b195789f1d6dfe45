/** Longer texts are better hashed than kept as keys. */
const LONGEST = 256;

/**
 * Arguments as a piece of text, each with its type and length; undefined where one is no short primitive. For keys
 * that only memory can hit: hashing takes longer than comparing these.
 */
export function simpleArguments(args: readonly unknown[]): string | undefined {
  let text = "";
  for (const arg of args) {
    const part = simplePart(arg);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

function simplePart(value: unknown): string | undefined {
  switch (typeof value) {
    case "number":
      return Object.is(value, -0) ? "|n-0" : `|n${value}`;
    case "string":
      return value.length > LONGEST ? undefined : `|s${value.length}:${value}`;
    case "boolean":
      return value ? "|t" : "|f";
    case "undefined":
      return "|u";
    case "bigint":
      return `|b${value.toString(16)}`;
    default:
      return value === null ? "|0" : undefined;
  }
}
