import { format } from "prettier";
import type { Node } from "../../../transformer/parse/nodes.ts";
import { startOf } from "../../../transformer/parse/nodes.ts";
import { type Change, insert, type Module, replace, textOf, walk } from "../module.ts";
import type { Random } from "../../random.ts";

/** The nodes of some types that are values in the middle of code: no keys, targets or sources. */
function valuesOf({ program }: Module, types: RegExp): Node[] {
  const found: Node[] = [];
  walk(program, (node, around) => {
    const parent = around.at(-1);
    const isPlain =
      parent !== undefined &&
      /^(?:BinaryExpression|ReturnStatement|VariableDeclarator|CallExpression|ConditionalExpression)$/.test(
        parent.type,
      ) &&
      !("callee" in parent && parent.callee === node);
    if (isPlain && types.test(node.type)) found.push(node);
  });
  return found;
}

const expressions = /^(?:Binary|Conditional|Call|New|Logical)Expression$|^(?:Numeric|String)Literal$/;

export function parentheses(module: Module, random: Random): readonly Change[] | undefined {
  const node = random.pick(valuesOf(module, expressions));
  return node && [replace(node, `(${textOf(module.text, node)})`)];
}

export function typeAssertion(module: Module, random: Random): readonly Change[] | undefined {
  const node = random.pick(valuesOf(module, expressions));
  return node && [replace(node, `(${textOf(module.text, node)} as any)`)];
}

/** The same number or text in other letters. */
export function spelling(module: Module, random: Random): readonly Change[] | undefined {
  const node = random.pick(valuesOf(module, /^(?:Numeric|String)Literal$/));
  if (node?.type === "NumericLiteral" && Number.isSafeInteger(node.value)) {
    return [replace(node, `0x${node.value.toString(16)}`)];
  }
  if (node?.type !== "StringLiteral") return undefined;
  const units = Array.from({ length: node.value.length }, (_, at) => node.value.charCodeAt(at));
  return [replace(node, `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("")}"`)];
}

export function comment(module: Module, random: Random): readonly Change[] | undefined {
  const places: Change[] = [];
  walk(module.program, (node) => {
    if (/Statement$/.test(node.type) && node.type !== "BlockStatement") {
      places.push(insert(startOf(node), "// A remark.\n"));
    } else if (expressions.test(node.type)) {
      places.push(insert(startOf(node), "/* a remark */ "));
    }
  });
  const place = random.pick(places);
  return place && [place];
}

/** The whole module in another layout. */
export async function layout({ text }: Module, random: Random): Promise<readonly Change[]> {
  const all = await format(text, {
    parser: "typescript",
    useTabs: random.chance(0.5),
    semi: random.chance(0.5),
    singleQuote: random.chance(0.5),
    printWidth: random.pick([40, 70, 160]) ?? 80,
    endOfLine: random.chance(0.2) ? "crlf" : "lf",
    trailingComma: random.pick(["none", "all"] as const) ?? "all",
    arrowParens: random.pick(["avoid", "always"] as const) ?? "always",
  });
  return [{ start: 0, end: text.length, text: all }];
}
