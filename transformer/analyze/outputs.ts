import type * as t from "@babel/types";
import { isFunction, isWithin, startOf, unwrap, type Node } from "../parse/nodes.ts";
import { isLocal, referencesIn, type Region } from "./region.ts";
import { type Binding, boundIdentifiers, type Names, type Reference } from "./scopes.ts";
import type { BlockSite } from "./unit/site.ts";

/** A variable that a block unit sets for the code around it. */
export interface Output {
  readonly binding: Binding;
  /** Where the block assigns it. */
  readonly writes: readonly Reference[];
  /** True where the block gives it a value before it reads it: the value from before is no capture. */
  readonly fresh: boolean;
}

/** `var`s of a block that are used outside it; in a function's body nothing outside can use them. */
export function escapingVars(site: BlockSite, names: Names): ReadonlySet<Binding> {
  const found = new Set<Binding>();
  for (const [id, binding] of names.declared) {
    if (binding.kind !== "var" || !isInStatements(id, site)) continue;
    if (binding.references.some((reference) => !isInStatements(reference.node, site))) found.add(binding);
  }
  return found;
}

const isInStatements = (node: Node, site: BlockSite): boolean =>
  site.statements.some((statement) => isWithin(node, statement));

/** The outputs of a block unit, in the order of their first assignment. */
export function outputsOf(site: BlockSite, region: Region, names: Names): Output[] {
  const writes = new Map<Binding, Reference[]>();
  for (const reference of referencesIn(region, names)) {
    const { binding } = reference;
    if (binding === undefined || reference.access === "read" || isLocal(binding, region)) continue;
    const list = writes.get(binding);
    if (list === undefined) writes.set(binding, [reference]);
    else list.push(reference);
  }
  return [...writes].map(([binding, list]) => ({
    binding,
    writes: list,
    fresh: isFresh(binding, site, region, names),
  }));
}

/** The first thing that happens to the variable is a plain assignment among the block's own statements. */
function isFresh(binding: Binding, site: BlockSite, region: Region, names: Names): boolean {
  const uses = referencesIn(region, names).filter((reference) => reference.binding === binding);
  const first = site.statements.findIndex((statement) => assigns(statement, binding, names));
  const statement = site.statements[first];
  if (statement === undefined) return false;
  return uses.every((use) => {
    if (isWithin(use.node, statement)) return use.access === "write";
    if (startOf(use.node) < startOf(statement)) return false;
    return !isInHoisted(use.node, site, names);
  });
}

function assigns(statement: t.Statement, binding: Binding, names: Names): boolean {
  const targets: Node[] = [];
  if (statement.type === "ExpressionStatement") {
    const expression = unwrap(statement.expression);
    if (expression.type === "AssignmentExpression" && expression.operator === "=")
      targets.push(expression.left);
  } else if (statement.type === "VariableDeclaration") {
    for (const declarator of statement.declarations) if (declarator.init) targets.push(declarator.id);
  }
  return targets.some((target) =>
    [...boundIdentifiers(unwrap(target))].some((id) => names.byNode.get(id)?.binding === binding),
  );
}

/** A hoisted function can run before the statement that it stands behind. */
function isInHoisted(node: Node, site: BlockSite, names: Names): boolean {
  for (
    let at: Node | undefined = node;
    at !== undefined && at !== site.container;
    at = names.parents.get(at)
  ) {
    if (isFunction(at) && at.type === "FunctionDeclaration") return true;
  }
  return false;
}
