import type * as t from "@babel/types";
import { isFunction, isNode, unwrap, type Node } from "../../parse/nodes.ts";
import { firstMember, isCallee, memberPath } from "../paths.ts";
import { referencesIn, regionOf } from "../region.ts";
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
  const path = file && literalText(file);
  if (path === undefined) return [statement("?new URL() of a computed name", reference)];
  return [statement(`&${path}`, reference)];
}

/** The code behind a constant such as `new URL("./worker.js", import.meta.url)`, which its value does not show. */
export function codeBehind({ declaration, kind }: Binding, names: Names): Capture[] {
  if (kind !== "const" || declaration.type !== "VariableDeclarator" || !declaration.init) return [];
  const { init } = declaration;
  if (isFunction(init)) return [];
  return referencesIn(regionOf(init), names).flatMap((reference) => {
    if (reference.name !== "import.meta") return [];
    const { keys, top } = memberPath(reference.node, names.parents);
    const captures = keys[0] === "url" ? workerCapture(top, reference, names) : [];
    return captures.filter(({ slot }) => /^&.*\.(?:[cm]?[jt]sx?|wasm)$/.test(slot));
  });
}

export function importCapture(reference: Reference): Capture {
  const { source } = reference.node as t.ImportExpression;
  return loaded(literalText(source), "import()", reference);
}

/** A module that code loads by itself: by its specifier, unless nothing tells what it will run. */
function loaded(specifier: string | undefined, by: string, reference: Reference): Capture {
  if (specifier === undefined) return statement(`!${by} of a computed name`, reference);
  return statement(runsAnything.test(specifier) ? `!${specifier}` : `>${specifier}`, reference);
}

/** Modules of Node that run code from a text, or from a file by its name. */
const runsAnything = /^(?:node:)?(?:vm|module)$/;

/** What an import of `node:vm` or `node:module` may do; undefined for what a value shows. */
export function hiddenCode(reference: Reference, { imported }: Binding, names: Names): Capture | undefined {
  if (imported === undefined || !runsAnything.test(imported.specifier)) return undefined;
  const isWhole = /^(?:\*|default|=)$/.test(imported.name);
  const name = isWhole ? firstMember(reference.node, names.parents) : imported.name;
  if (/module$/.test(imported.specifier)) {
    // The function itself refuses where its value is met; a `require` made by it counts by what it loads.
    if (name === "builtinModules" || name === "isBuiltin" || (name === "createRequire" && !isWhole))
      return undefined;
  }
  return statement(`!${imported.specifier}`, reference);
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
  return loaded(specifier, "require()", reference);
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
