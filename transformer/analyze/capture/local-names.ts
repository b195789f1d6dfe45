import { endOf, isClass, isFunction, startOf, type Node } from "../../parse/nodes.ts";
import { heldBy, inferredName, isClosure } from "../closures.ts";
import { isCallee } from "../paths.ts";
import { referencesIn, startingIn, type Region } from "../region.ts";
import type { Names } from "../scopes.ts";
import { type Capture, type ModuleFacts, statement } from "./capture.ts";

/** A function or class that gets its name from a declaration or a variable. */
export interface NamedCode {
  readonly node: Node;
  readonly name: string;
}

/** All of a module, in source order. Those that property keys name are left out: keys are in the code. */
export function findNamedCode(names: Names): NamedCode[] {
  const found = [...names.parents.keys()].flatMap((node) => {
    const name = isFunction(node) || isClass(node) ? nameOf(node, names) : undefined;
    return name === undefined ? [] : [{ node, name }];
  });
  return found.sort((a, b) => startOf(a.node) - startOf(b.node));
}

function nameOf(node: Node, names: Names): string | undefined {
  if ("id" in node && node.id?.type === "Identifier") return node.id.name;
  const parent = names.parents.get(node);
  const isKeyed = "key" in node || (parent !== undefined && "key" in parent);
  return isKeyed ? undefined : inferredName(node, names);
}

/**
 * What the functions and classes declared inside a region are called, itself included where its code names it. Local
 * names are no part of canonical code, but where reached code reads `.name` they can be observed.
 */
export function localNames(region: Region, { names, namedCode }: ModuleFacts): Capture[] {
  const [own] = region.nodes;
  // A unit is no value that its key meets; any other function or class is, and has its name.
  const isCounted = ({ node }: NamedCode): boolean =>
    node === own ? region.inside && callsItself(own, region, names) : !isOnlyCalled(node, names);
  const found = startingIn(region, namedCode).filter(isCounted);
  return found.length === 0 ? [] : [statement(`:${found.map(({ name }) => name).join()}`, undefined)];
}

/** Whether a declared function is never in anybody's hands, its own included: then nobody can ask what it is called. */
function isOnlyCalled(node: Node, names: Names): boolean {
  const binding = isClosure(node) && heldBy(node, names);
  if (!binding || (node.type === "FunctionExpression" && node.id)) return false;
  const inside = startingIn({ start: startOf(node), end: endOf(node) }, names.references);
  if (inside.some(({ name }) => name === "arguments")) return false;
  return binding.references.every(({ node: use }) => {
    const around = names.parents.get(use);
    return around !== undefined && isCallee(use, around);
  });
}

const callsItself = (own: Node, region: Region, names: Names): boolean =>
  referencesIn(region, names).some(
    ({ binding }) => binding !== undefined && (binding === region.self || binding.declaration === own),
  );
