import type * as t from "@babel/types";
import { isNode, unwrap, type Node } from "../../parse/nodes.ts";
import { isCallee, memberPath } from "../paths.ts";
import { type Binding, lookup, type Names, type Reference } from "../scopes.ts";
import { originOf } from "./origin.ts";
import { type Capture, type ModuleFacts, plain, statement } from "./capture.ts";

export function metaCapture(reference: Reference, facts: ModuleFacts): Capture[] {
  const { keys, top } = memberPath(reference.node, facts.names.parents);
  const [first, second] = keys;
  if (first === "env" && second !== undefined) {
    const label = `import.meta.env.${second}`;
    return [
      { slot: label, expression: `import.meta.env?.${second}`, label, root: label, keys: [], reference },
    ];
  }
  if (first === "url") return workerCapture(top, reference, facts.names);
  if (first === "dirname" || first === "filename" || first === "main") return [];
  return [statement("!import.meta as a whole", reference)];
}

/** `new URL("./worker.ts", import.meta.url)`: a file whose code counts. */
function workerCapture(url: Node, reference: Reference, names: Names): Capture[] {
  const parent = names.parents.get(url);
  if (parent?.type !== "NewExpression" || parent.arguments[1] !== url) return [];
  const [file] = parent.arguments;
  if (file?.type !== "StringLiteral") return [statement("?new URL() of a computed name", reference)];
  return [statement(`&${file.value}`, reference)];
}

export function importCapture(reference: Reference): Capture {
  const { source } = reference.node as t.ImportExpression;
  const specifier = literalText(source);
  return statement(specifier === undefined ? "!import() of a computed name" : `&${specifier}`, reference);
}

/** `require("./x")`, of the platform or made by `createRequire`: code that no binding reaches. */
export function requiredModule(reference: Reference, binding: Binding, names: Names): Capture | undefined {
  const { declaration } = binding;
  if (declaration.type !== "VariableDeclarator" || !declaration.init) return undefined;
  const init = unwrap(declaration.init);
  if (init.type !== "CallExpression" || init.callee.type !== "Identifier") return undefined;
  if (names.byNode.get(init.callee)?.binding?.imported?.name !== "createRequire") return undefined;
  return requireCapture(reference, names);
}

export function requireCapture(reference: Reference, names: Names): Capture | undefined {
  const call = names.parents.get(reference.node);
  if (call === undefined || !isCallee(reference.node, call)) return undefined;
  const [source] = (call as t.CallExpression).arguments;
  const specifier = isNode(source) ? literalText(source) : undefined;
  return statement(specifier === undefined ? "!require() of a computed name" : `&${specifier}`, reference);
}

function literalText(node: Node): string | undefined {
  if (node.type === "StringLiteral") return node.value;
  if (node.type !== "TemplateLiteral" || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

/** What an element calls: the factories of the file's pragmas or of the options, or a package's runtime. */
export function jsxCapture(reference: Reference, facts: ModuleFacts): Capture[] {
  const {
    jsx,
    jsxImportSource,
    jsxFactory = "React.createElement",
    jsxFragmentFactory = "React.Fragment",
  } = facts.emit;
  const pragma = (name: string): string | undefined =>
    new RegExp(`@${name}\\s+(\\S+)`).exec(facts.jsxPragma)?.[1];
  const isClassic = pragma("jsxRuntime") === "classic" || pragma("jsx") !== undefined;
  if (!isClassic && (jsx?.startsWith("react-jsx") === true || pragma("jsxRuntime") === "automatic")) {
    return [statement(`&${pragma("jsxImportSource") ?? jsxImportSource ?? "react"}/jsx-runtime`, reference)];
  }
  const factories = [pragma("jsx") ?? jsxFactory, pragma("jsxFrag") ?? jsxFragmentFactory];
  return factories.flatMap((factory) => {
    const [root = ""] = factory.split(".");
    const binding = lookup(reference.scope, root);
    if (binding === undefined) return [];
    return [{ ...plain(root, binding, [], facts), slot: root + originOf(binding, []) }];
  });
}
