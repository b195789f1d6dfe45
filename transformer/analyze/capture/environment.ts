import type { Node } from "../../parse/nodes.ts";
import { invisibleCalls } from "../globals.ts";
import { firstMember, memberPath } from "../paths.ts";
import type { Binding, Names, Reference } from "../scopes.ts";
import { type Capture, escape, type ModuleFacts, plain, statement } from "./capture.ts";

export const isProcess = (binding: Binding): boolean =>
  /^(?:node:)?process$/.test(binding.imported?.specifier ?? "") && binding.imported?.name === "default";

/** Members of `process` that lead to other code by its name. */
const loaders: ReadonlySet<string> = new Set(["getBuiltinModule", "mainModule", "binding", "dlopen"]);

export function environment(name: string, reference: Reference | undefined): Capture {
  const expression = /^[A-Za-z_$][\w$]*$/.test(name)
    ? `process.env.${name}`
    : `process.env[${JSON.stringify(name)}]`;
  const label = `env.${name}`;
  return { slot: escape(label), expression, label, root: label, keys: [], reference };
}

export function processCapture(reference: Reference, facts: ModuleFacts): Capture[] {
  const { keys, top, use } = memberPath(reference.node, facts.names.parents);
  const [first, second] = keys;
  if (first === "env") {
    if (second !== undefined) return [environment(second, reference)];
    const read = destructuredNames(top, facts.names);
    return (
      read?.map((name) => environment(name, reference)) ?? [statement("!process.env as a whole", reference)]
    );
  }
  if (first === undefined) {
    const member = use === "read" ? undefined : firstMember(reference.node, facts.names.parents);
    if (member === undefined) {
      const parent = facts.names.parents.get(top);
      const isTypeof = parent?.type === "UnaryExpression" && parent.operator === "typeof";
      return isTypeof ? [] : [statement("!process as a whole", reference)];
    }
    if (loaders.has(member)) return [statement(`!process.${member}`, reference)];
    return invisibleCalls.has(`process.${member}`) ? [statement(`?process.${member}`, reference)] : [];
  }
  if (loaders.has(first)) return [statement(`!process.${first}`, reference)];
  if (first === "argv") {
    const label = "process.argv";
    const expression = "process.argv.slice(2)";
    return [{ slot: label, expression, label, root: label, keys: [], reference }];
  }
  if (invisibleCalls.has(`process.${first}`)) return [statement(`?process.${first}`, reference)];
  return [{ ...plain("process", "process", keys, facts), reference }];
}

/** The names in `const { A, B } = process.env`; undefined for any other use of the whole. */
function destructuredNames(node: Node, names: Names): string[] | undefined {
  const declarator = names.parents.get(node);
  if (declarator?.type !== "VariableDeclarator" || declarator.id.type !== "ObjectPattern") return undefined;
  const found: string[] = [];
  for (const property of declarator.id.properties) {
    if (property.type !== "ObjectProperty" || property.computed) return undefined;
    const { key } = property;
    if (key.type === "Identifier") found.push(key.name);
    else if (key.type === "StringLiteral") found.push(key.value);
    else return undefined;
  }
  return found;
}
