import type { Brand } from "../brand.ts";
import type { PrototypeName } from "../classes.ts";

/**
 * A value in a graph: a primitive as it is, an object as `[its number]`, a symbol as `[kind, name]`. Nothing else
 * in a cell is an object, so the three cannot be confused.
 */
export type Cell = unknown;

/** `["for", "key"]` is `Symbol.for("key")`, `["well-known", "iterator"]` is `Symbol.iterator`. */
export type SymbolCell = readonly ["for" | "well-known", string];

/** 0 extensible, 1 not extensible, 2 sealed, 3 frozen. */
export type Level = 0 | 1 | 2 | 3;

/** Bits of an attribute set. `stack` marks the accessor that the engine gives to errors. */
export const attribute = { writable: 1, enumerable: 2, configurable: 4, stack: 8 } as const;

/** What an assignment would make. */
export const open = attribute.writable | attribute.enumerable | attribute.configurable;

/** What objects that are made by the same code have in common. */
export interface Shape {
  readonly brand: Brand;
  /** A number is that of an object in the graph. */
  readonly prototype: PrototypeName | number;
  readonly level: Level;
  readonly keys: readonly (string | SymbolCell)[];
  /** For each key; undefined where all are {@link open}. */
  readonly attributes: readonly number[] | undefined;
  /** The classes of the private members, parents first, with the number of fields of each. */
  readonly privates?: readonly (readonly [className: string, fields: number])[];
}

/**
 * An object: the number of its shape, what its internal slots hold, the cells of its shape's keys, and those of its
 * private fields.
 */
export type Node = [shape: number, slot: unknown, ...cells: Cell[]];

/** What the slots hold, by brand. Brands that are not here have none. */
export interface Slots {
  /** The elements, with their holes; a number is the length of an array whose elements are keyed. */
  readonly array: Cell[] | number;
  readonly map: Cell[];
  readonly set: Cell[];
  readonly symbol: Cell;
  /** The thing itself, for structured clone. */
  readonly native: object;
  /** The address, and the object behind `searchParams`. */
  readonly url: readonly [href: string, params: Cell];
  readonly params: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export interface Graph {
  readonly shapes: readonly Shape[];
  readonly nodes: readonly Node[];
  readonly root: Cell;
}
