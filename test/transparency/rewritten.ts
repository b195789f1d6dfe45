import { forEachChild, isFunction, type Node, startOf, unwrap } from "../../transformer/parse/nodes.ts";
import { parse } from "../../transformer/parse/parse.ts";
import { rewrite } from "../../transformer/rewrite.ts";

const lineBreak = /\r\n|[\r\n\u2028\u2029]/;
export const options = { module: "esm", emit: {}, settings: { root: "." } } as const;

/**
 * What is wrong with the rewrite of a text that holds no directive: it may put definitions in, but must leave every
 * character of every line in its place, and be a module again.
 */
export function problemsOf(text: string, file: string): string[] {
  try {
    const code = rewrite(text, file, options)?.code ?? text;
    const [before, after] = [text.split(lineBreak), code.split(lineBreak)];
    const lost = before.findIndex((line, index) => !isWithin(line, after[index] ?? ""));
    return [
      ...(before.length === after.length ? [] : ["lines were added or removed"]),
      ...(lost < 0 ? [] : [`line ${lost + 1} lost text`]),
      ...unparsed(code, file),
    ];
  } catch (error) {
    return [String(error)];
  }
}

/** What is wrong with the rewrite of the same text with a directive at everything that can carry one. */
export function problemsCached(text: string, file: string): string[] {
  try {
    const code = rewrite(withDirectives(text, file), file, options)?.code ?? text;
    const isKept = text.split(lineBreak).length === code.split(lineBreak).length;
    return [...(isKept ? [] : ["lines were added or removed"]), ...unparsed(code, file)];
  } catch (error) {
    return [String(error)];
  }
}

function unparsed(code: string, file: string): string[] {
  const module = parse(code, file);
  return "reason" in module ? [`it does not parse: ${module.reason}`] : [];
}

/** True where the characters of one text are in the other in their order. */
function isWithin(inner: string, outer: string): boolean {
  let found = 0;
  for (let at = 0; at < outer.length && found < inner.length; at++) if (outer[at] === inner[found]) found++;
  return found === inner.length;
}

/** Puts a directive in front of every function with a body that can carry one, on its line. */
export function withDirectives(text: string, file: string): string {
  const module = parse(text, file);
  if ("reason" in module) return text;
  const places = new Set<number>();
  const visit = (node: Node): void => {
    if (canCarry(node)) places.add(startOf(node));
    forEachChild(node, visit);
  };
  visit(module.program);
  let result = text;
  for (const at of [...places].sort((a, b) => b - a))
    result = `${result.slice(0, at)}/* @cache */ ${result.slice(at)}`;
  return result;
}

function canCarry(node: Node): boolean {
  if (node.type === "ClassMethod" || node.type === "ObjectMethod") return node.kind === "method";
  if (node.type !== "VariableDeclaration") return node.type === "FunctionDeclaration";
  const [variable, second] = node.declarations;
  return (
    node.kind === "const" &&
    variable?.init != null &&
    second === undefined &&
    isFunction(unwrap(variable.init))
  );
}
