import type * as t from "@babel/types";
import { isTransient } from "../analyze/closures.ts";
import { controlOf } from "../analyze/control.ts";
import { regionOf } from "../analyze/region.ts";
import { forEachChild, isFunction, type Node, unwrap } from "../parse/nodes.ts";
import { type Described, type ModuleContext, withSlot } from "./context.ts";

/** Initialisers whose value is known without running them, or which is somebody else's already. */
const selfEvident = new Set([
  ..."StringLiteral NumericLiteral BooleanLiteral NullLiteral BigIntLiteral TemplateLiteral Identifier".split(
    " ",
  ),
  ..."UnaryExpression BinaryExpression UpdateExpression ClassExpression ThisExpression MetaProperty".split(
    " ",
  ),
]);

/** Notes where the value of a module-level `const` came from. */
export function defineValue(node: t.VariableDeclarator, context: ModuleContext): void {
  const { names, sites } = context;
  const declaration = names.parents.get(node);
  if (declaration?.type !== "VariableDeclaration" || declaration.kind !== "const" || !node.init) return;
  const around = names.parents.get(declaration);
  if (around?.type !== "Program" && around?.type !== "ExportNamedDeclaration") return;
  const init = unwrap(node.init);
  if (isFunction(init) || selfEvident.has(init.type)) return;
  if (sites.some((site) => site.form === "expression" && site.node === node.init)) return;
  if (node.id.type !== "Identifier") return;
  const region = regionOf(node.init, names.declared.get(node.id));
  const described = context.describe(region, node.id.name);
  const { awaits } = controlOf([node.init]);
  const value = awaits ? withSlot(described, "?await") : described;
  wrapValue("$value", node.init, value, context, keepsCode(init, context) ? `, "keeps code"` : "");
}

function wrapValue(
  helper: "$value" | "$lazy",
  node: Node,
  { descriptor, thunk }: Described,
  context: ModuleContext,
  flag = "",
): void {
  context.wrap(node, `${context.helper(helper)}(`, `, ${context.fileName}, ${descriptor}, ${thunk}${flag})`);
}

/** Whether an initialiser holds a function that can be called later: a callback, a getter, a method. */
function keepsCode(node: Node, context: ModuleContext): boolean {
  if (isFunction(node)) {
    const isExpression = node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression";
    if (!isExpression || !isTransient(node, context.names, context.sites)) return true;
  }
  let found = false;
  forEachChild(node, (child) => {
    found ||= keepsCode(child, context);
  });
  return found;
}

/** Notes when a lazily initialised variable gets its value. */
export function defineLazy(node: t.AssignmentExpression, context: ModuleContext): void {
  const binding = context.names.byNode.get(node.left)?.binding;
  if (binding === undefined || context.facts.ownState.get(binding) !== "lazy") return;
  const described = context.describe(regionOf(node.right, binding), binding.name);
  wrapValue("$lazy", node.right, described, context);
}
