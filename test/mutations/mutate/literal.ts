import { endOf, type Node, startOf } from "../../../transformer/parse/nodes.ts";
import { type Change, replace } from "../module.ts";

/** Another value, or another type of the same. */
export function* mutateLiteral(
  node: Node,
  _text: string,
  around: readonly Node[],
): Generator<readonly Change[]> {
  const parent = around.at(-1);
  if (parent !== undefined && (parent.type.startsWith("Import") || parent.type.startsWith("Export"))) return;
  switch (node.type) {
    case "NumericLiteral":
      for (const value of [node.value + 1, 0, node.value * 2]) {
        if (value !== node.value) yield [replace(node, String(value))];
      }
      break;
    case "BigIntLiteral":
      yield [replace(node, "3n")];
      break;
    case "StringLiteral":
      yield [replace(node, JSON.stringify(`${node.value}x`))];
      if (node.value !== "") yield [replace(node, JSON.stringify(node.value.slice(1)))];
      break;
    case "BooleanLiteral":
      yield [replace(node, String(!node.value))];
      break;
    case "NullLiteral":
      yield [replace(node, "undefined")];
      break;
    case "TemplateElement":
      yield [{ start: startOf(node), end: startOf(node), text: "x" }];
      break;
    case "RegExpLiteral":
      yield* regExps(node.pattern, node.flags, node);
      break;
    default:
  }
}

function* regExps(pattern: string, flags: string, node: Node): Generator<readonly Change[]> {
  const other = flags.includes("i") ? flags.replace("i", "") : `${flags}i`;
  yield [{ start: endOf(node) - flags.length, end: endOf(node), text: other }].filter(
    ({ start, end }) => end > start || flags === "",
  );
  for (const [from, to] of [
    ["+", "*"],
    ["\\d", "\\w"],
    ["^", ""],
    ["$", ""],
  ] as const) {
    if (pattern.includes(from)) yield [replace(node, `/${pattern.replace(from, to)}/${flags}`)];
  }
}
