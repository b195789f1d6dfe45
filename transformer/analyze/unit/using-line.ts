import type * as t from "@babel/types";
import {
  badOption,
  checkOption,
  type Mistake,
  optionNames,
  type Tier,
  type UnitOptions,
} from "../../parse/directive.ts";
import { endOf, keyText, type Node, startOf } from "../../parse/nodes.ts";
import type { Names } from "../scopes.ts";
import type { BlockSite } from "./site.ts";

interface Use {
  readonly call: t.CallExpression;
  readonly tier: Tier;
}

/** Every call of `persistent`, `memory` and `lru` that this module imports from memoir. */
export function* usingLines(names: Names): Generator<Use> {
  for (const binding of names.module.bindings.values()) {
    if (binding.imported?.specifier !== "memoir") continue;
    const tier = binding.imported.name;
    if (tier !== "memory" && tier !== "lru" && tier !== "persistent") continue;
    for (const reference of binding.references) {
      const call = names.parents.get(reference.node);
      if (call?.type === "CallExpression" && call.callee === reference.node) yield { call, tier };
    }
  }
}

interface Wrong {
  readonly code: string;
  readonly mistake: Mistake;
}

export function blockSite({ call, tier }: Use, names: Names, text: string): BlockSite | Wrong {
  const declarator = names.parents.get(call);
  const node = declarator && names.parents.get(declarator);
  const container = node && names.parents.get(node);
  const at = { start: startOf(call), end: endOf(call) };
  const isUsing = node?.type === "VariableDeclaration" && /using$/.test(node.kind);
  if (declarator?.type !== "VariableDeclarator" || !isUsing || node.declarations.length !== 1) {
    return misplaced(`\`${tier}()\` caches nothing here: it belongs in a \`using\` line of its own.`, at);
  }
  if (container?.type !== "BlockStatement" || declarator.id.type !== "Identifier") {
    return misplaced("A cached block needs braces of its own at this place.", at);
  }
  const [name, live] = call.arguments;
  if (name?.type !== "StringLiteral" || name.value === "") {
    const message = `\`${tier}()\` needs a name as its first argument, written as a text.`;
    return { code: "MEMOIR1003", mistake: { message, fix: `Write \`${tier}("my_block")\`.`, ...at } };
  }
  const read = readOptions(live, text);
  if ("message" in read) return { code: "MEMOIR1001", mistake: read };
  const index = container.body.indexOf(node);
  return {
    form: "block",
    tier,
    options: { ...read.options, name: name.value },
    name: name.value,
    ...at,
    node,
    handle: declarator.id,
    container,
    statements: container.body.slice(index + 1),
    liveOptions: read.live ? (live as t.Expression) : undefined,
  };
}

const misplaced = (message: string, at: { start: number; end: number }): Wrong => ({
  code: "MEMOIR1010",
  mistake: { message, fix: 'Write `{ using cache = persistent("name"); … }` around the statements.', ...at },
});

/** Reads the option object as far as it is written out; what is not is read at run time. */
function readOptions(
  node: Node | undefined,
  text: string,
): { options: UnitOptions; live: boolean } | Mistake {
  const options: Record<string, unknown> = {};
  if (node === undefined) return { options, live: false };
  if (node.type !== "ObjectExpression") return { options, live: true };
  let live = false;
  for (const property of node.properties) {
    const name = property.type === "ObjectProperty" && !property.computed ? keyText(property.key) : undefined;
    if (property.type !== "ObjectProperty" || name === undefined) {
      live = true;
      continue;
    }
    if (name === "onHit" || name === "keep") {
      live = true;
      continue;
    }
    const byText = name === "ignore" || name === "once";
    const value = literal(property.value, byText ? text : undefined);
    if (value === undefined && !byText && optionNames.includes(name)) {
      live = true;
      continue;
    }
    const result = checkOption(name, value ?? "");
    if ("value" in result) options[name] = result.value;
    else return { ...badOption(name, result.expected), start: startOf(property), end: endOf(property) };
  }
  return { options, live };
}

/** The value of a literal or a list of literals; for lists of captures, their source text. */
function literal(node: Node, source: string | undefined): string | string[] | undefined {
  if (node.type === "StringLiteral") return node.value;
  if (node.type === "NumericLiteral") return String(node.value);
  if (node.type !== "ArrayExpression") return undefined;
  const items: string[] = [];
  for (const element of node.elements) {
    if (element === null) return undefined;
    if (source !== undefined) items.push(source.slice(startOf(element), endOf(element)));
    else if (element.type === "StringLiteral") items.push(element.value);
    else return undefined;
  }
  return items;
}
