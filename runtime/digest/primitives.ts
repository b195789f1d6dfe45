import { provenanceOf } from "../definition/value.ts";
import { identityOf } from "./identity.ts";
import { wellKnownSymbolName } from "./intrinsics.ts";
import { writeProvenance } from "./provenance.ts";
import { tag } from "./tag.ts";
import { Unkeyable } from "./unkeyable.ts";
import type { Walk } from "./walk.ts";
import type { Writer } from "./writer.ts";

/** Encodes what has no identity, and symbols. */
export function writePrimitive(walk: Walk, value: unknown): void {
  if (typeof value === "symbol") writeSymbol(walk, value);
  else writeScalar(walk.out, value);
}

/** Whether a value has no identity, so that nothing about it can be a reference. */
export const isScalar = (value: unknown): boolean =>
  value === null || (typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol");

/** Encodes what has no identity. */
export function writeScalar(out: Writer, value: unknown): void {
  switch (typeof value) {
    case "string":
      out.byte(tag.string);
      return out.text(value);
    case "number":
      out.byte(tag.number);
      return out.double(value);
    case "boolean":
      return out.byte(value ? tag.true : tag.false);
    case "bigint":
      out.byte(tag.bigint);
      return out.text(value.toString(16));
    default:
      return out.byte(value === null ? tag.null : tag.undefined);
  }
}

function writeSymbol(walk: Walk, symbol: symbol): void {
  const { out } = walk;
  const wellKnown = wellKnownSymbolName(symbol);
  const registered = Symbol.keyFor(symbol);
  if (wellKnown !== undefined) {
    out.byte(tag.wellKnownSymbol);
    out.text(wellKnown);
  } else if (registered !== undefined) {
    out.byte(tag.registeredSymbol);
    out.text(registered);
  } else writeUnique(walk, symbol);
}

/** All that can be observed of a unique symbol is its description and which of the symbols met it is. */
function writeUnique(walk: Walk, symbol: symbol): void {
  const provenance = provenanceOf(symbol);
  const { out, options } = walk;
  if (provenance === undefined && options.mode !== "identity" && options.byText !== true) {
    throw new Unkeyable(`${String(symbol)} is a unique symbol: no other process has it`, true);
  }
  walk.number(symbol);
  out.byte(tag.symbol);
  out.text(symbol.description ?? "");
  out.byte(symbol.description === undefined ? 0 : 1);
  if (provenance !== undefined) writeProvenance(walk, provenance, symbol);
  else out.count(options.mode === "identity" ? identityOf(symbol) : 0);
}
