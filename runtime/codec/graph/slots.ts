import { types } from "node:util";
import type { Brand } from "../brand.ts";
import {
  bufferOf,
  entriesOf,
  hrefOf,
  itemsOf,
  pairsOfHeaders,
  pairsOfParams,
  searchParamsOf,
} from "../intrinsics.ts";
import type { Discovery } from "./discovery.ts";
import type { Cell, Level, Slots } from "./format.ts";
import { isPooled } from "./pool.ts";
import { bitsAt, bitsOf } from "./properties.ts";

/**
 * The elements of an array, where assignment could have made them and they are not few and far between. Else
 * undefined: they are properties like others.
 */
export function elementsOf(
  discovery: Discovery,
  holder: number,
  array: readonly unknown[],
  indices: number,
  level: Level,
): Cell[] | undefined {
  if (array.length > 2 * indices + 100) return undefined;
  const cells: Cell[] = new Array<unknown>(array.length);
  for (let index = 0; index < array.length; index += 1) {
    const descriptor = Reflect.getOwnPropertyDescriptor(array, index);
    if (descriptor === undefined) continue;
    if (!("value" in descriptor) || bitsOf(descriptor) !== bitsAt(level)) return undefined;
    const value: unknown = descriptor.value;
    const step = typeof value === "object" || typeof value === "function" || typeof value === "symbol";
    cells[index] = step ? discovery.cellOf(value, holder, { kind: "property", key: index }) : value;
  }
  return cells;
}

function mapCells(discovery: Discovery, holder: number, map: object): Slots["map"] {
  const entries = entriesOf(map);
  return entries.map((part, at) => {
    const position = at >> 1;
    if (at % 2 === 0) return discovery.cellOf(part, holder, { kind: "map key", position });
    return discovery.cellOf(part, holder, { kind: "map value", position, key: entries[at - 1] });
  });
}

function urlSlot(discovery: Discovery, holder: number, url: object): Slots["url"] {
  const href = hrefOf(url) ?? "";
  if (URL.parse(href)?.href !== href) {
    return discovery.refuse(holder, "its address does not parse to itself");
  }
  const step = { kind: "slot", name: "searchParams" } as const;
  return [href, discovery.cellOf(searchParamsOf(url), holder, step)];
}

function headersSlot(discovery: Discovery, holder: number, headers: object): Slots["headers"] {
  try {
    // Deletes nothing: it throws where the headers are those of a response that was fetched.
    Headers.prototype.delete.call(headers as Headers, "memoir-no-such-header");
  } catch {
    return discovery.refuse(holder, "read-only Headers cannot be stored: store new Headers(headers)");
  }
  return pairsOfHeaders(headers) ?? [];
}

function nativeSlot(discovery: Discovery, holder: number, value: object): Slots["native"] {
  if (ArrayBuffer.isView(value) && !isPooled(value)) {
    discovery.numberOf(bufferOf(value), holder, { kind: "slot", name: "buffer" });
  }
  if (types.isArrayBuffer(value) && Reflect.get(value, "detached")) {
    return discovery.refuse(holder, "a detached ArrayBuffer cannot be stored: its memory was given away");
  }
  return value;
}

/** What the slots of an object hold, as {@link Slots} says for its brand; arrays are {@link elementsOf}. */
export function slotOf(discovery: Discovery, holder: number, brand: Brand, value: object): unknown {
  switch (brand) {
    case "map":
      return mapCells(discovery, holder, value);
    case "set":
      return itemsOf(value).map((item, position) =>
        discovery.cellOf(item, holder, { kind: "set item", position }),
      ) satisfies Slots["set"];
    case "symbol":
      return discovery.cellOf(
        Symbol.prototype.valueOf.call(value),
        holder,
        undefined,
      ) satisfies Slots["symbol"];
    case "native":
      return nativeSlot(discovery, holder, value);
    case "url":
      return urlSlot(discovery, holder, value);
    case "params":
      return (pairsOfParams(value) ?? []) satisfies Slots["params"];
    case "headers":
      return headersSlot(discovery, holder, value);
    default:
      return undefined;
  }
}
