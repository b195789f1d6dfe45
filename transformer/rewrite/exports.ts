import type * as t from "@babel/types";
import { controlOf } from "../analyze/control.ts";
import { escape } from "../analyze/capture/capture.ts";
import { type Binding, isConstant } from "../analyze/scopes.ts";
import { endOf, isErased, type Node, unwrap } from "../parse/nodes.ts";
import type { ModuleContext } from "./context.ts";

/**
 * States what a module exports of its own, as further arguments of `$file`: code that loads the module by `import()`
 * counts what it holds by then.
 *
 *     export let rate = 2;        $file(4, "rates.ts", import.meta.url, undefined, "rate|default", () => [rate, d0]);
 *     export default { a: 1 };    var d0; … export default d0 = { a: 1 };
 *
 * Undefined where nothing but literals is exported, and in bundles, whose modules nobody loads by a file.
 */
export function statedExports(context: ModuleContext): string | undefined {
  if (context.options.bundled === true) return undefined;
  const { bindings } = context.names.module;
  const exported = new Map<string, Binding | undefined>();
  for (const [name, binding] of bindings) {
    if (binding.exported && !isSelfEvident(binding)) exported.set(name, binding);
  }
  for (const statement of context.module.program.body) {
    const name = statement.type === "ExportDefaultDeclaration" ? defaultOf(statement, context) : undefined;
    if (name !== undefined) exported.set(name, bindings.get(name));
  }
  if (exported.size === 0) return undefined;
  const slots = [...exported].map(([name, binding]) =>
    slotOf(binding === undefined ? "default" : name, binding),
  );
  return `${JSON.stringify(slots.join("|"))}, () => [${[...exported.keys()].join(", ")}]`;
}

const slotOf = (label: string, binding: Binding | undefined): string =>
  (binding === undefined || isConstant(binding) ? "=" : "") + escape(label);

/** What has no value of its own, or one that the text shows and nothing changes. */
function isSelfEvident(binding: Binding): boolean {
  const { kind, declaration } = binding;
  if (kind === "import") return true;
  if (kind === "enum") return declaration.type === "TSEnumDeclaration" && declaration.const === true;
  if (kind !== "const" || declaration.type !== "VariableDeclarator" || !declaration.init) return false;
  return declaration.id.type === "Identifier" && /Literal$/.test(unwrap(declaration.init).type);
}

/** The name by which code of the module reads its default export; one is made where it has none. */
function defaultOf({ declaration }: t.ExportDefaultDeclaration, context: ModuleContext): string | undefined {
  if (isErased(declaration)) return undefined;
  switch (declaration.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return declaration.id?.name ?? context.defaultName;
    case "TSDeclareFunction":
      return undefined;
    case "Identifier":
      return context.names.byNode.get(declaration)?.binding?.kind === "import" ? undefined : declaration.name;
    default:
      return keepDefault(declaration, context);
  }
}

function keepDefault(value: Node, context: ModuleContext): string | undefined {
  const { type } = unwrap(value);
  // A class would be called what it is assigned to.
  if (type === "ClassExpression" || /Literal$/.test(type)) return undefined;
  const name = context.fresh("default");
  context.header.push(`var ${name}; `);
  context.wrap(value, `(${name} = `, ")");
  return name;
}

/** The last statement of a module that waits while it is evaluated says that it has come to its end. */
export function stateEnd(context: ModuleContext): void {
  const { body } = context.module.program;
  const last = body.at(-1);
  if (last === undefined || !controlOf(body).awaits) return;
  context.s.appendRight(endOf(last), `; ${context.helper("$loaded")}(${context.fileName});`);
}
