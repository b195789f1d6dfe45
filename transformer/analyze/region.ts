import { endOf, startOf, type Node } from "../parse/nodes.ts";
import { type Binding, isConstant, type Names, type Reference } from "./scopes.ts";

/**
 * A piece of code that has a digest: a function, a class, an initialiser, or the statements of a block unit.
 */
export interface Region {
  readonly nodes: readonly Node[];
  readonly start: number;
  readonly end: number;
  /** The region's own name where it is declared outside: recursion captures nothing. */
  readonly self: Binding | undefined;
  /** True where the captures are read inside the function itself: its `this` and `arguments` are captures. */
  readonly inside: boolean;
  /** True for a block unit: what it assigns are its outputs, so `n += 1` reads the value from before. */
  readonly assigns: boolean;
  /** Variables declared inside that live on outside: a block's `var`s. */
  readonly outputs: ReadonlySet<Binding>;
}

const noOutputs: ReadonlySet<Binding> = new Set();

export const regionOf = (node: Node, self?: Binding, inside = false): Region => ({
  nodes: [node],
  start: startOf(node),
  end: endOf(node),
  self,
  inside,
  assigns: false,
  outputs: noOutputs,
});

const covers = (region: Region, node: Node): boolean =>
  startOf(node) >= region.start && endOf(node) <= region.end;

/** The references inside a region, in source order. */
export const referencesIn = (region: Region, names: Names): readonly Reference[] =>
  startingIn(region, names.references);

/** Those of a list in source order whose nodes start inside a region. */
export function startingIn<T extends { readonly node: Node }>(
  region: Pick<Region, "start" | "end">,
  list: readonly T[],
): readonly T[] {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && startOf(item.node) < region.start) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let index = low; index < list.length; index++) {
    const item = list[index];
    if (item === undefined || startOf(item.node) >= region.end) break;
    found.push(item);
  }
  return found;
}

/** True where the name means nothing outside the region. */
export function isLocal(binding: Binding, region: Region): boolean {
  if (region.outputs.has(binding)) return false;
  if (binding === region.self) return isConstant(binding);
  if (binding.scope.parent !== undefined && covers(region, binding.scope.node)) return true;
  if (!covers(region, binding.declaration)) return false;
  return binding.declaration !== region.nodes[0] || isConstant(binding);
}

/** True where what the reference means comes from outside the region. */
export function isFree(reference: Reference, region: Region): boolean {
  const { binding, receiver } = reference;
  if (binding !== undefined) return !isLocal(binding, region);
  if (receiver === undefined || receiver.type === "Program") return true;
  return region.inside ? !isStrictlyWithin(receiver, region) : !covers(region, receiver);
}

/** The receiver of a unit's own `this` is the unit's function, which is the region itself. */
function isStrictlyWithin(node: Node, region: Region): boolean {
  return covers(region, node) && !(startOf(node) === region.start && endOf(node) === region.end);
}
