import { getterOf, nameOfTypedArray } from "../intrinsics.ts";
import { regexpFlags } from "./format.ts";

/** How to read an internal slot, whatever the object says of itself. */
function slot(prototype: object, key: string): (object: object) => unknown {
  const getter = getterOf(prototype, key);
  return (object) => Reflect.apply(getter, object, []);
}

type Slot<T> = (object: object) => T;

const flags = [
  ["global", "g"],
  ["ignoreCase", "i"],
  ["multiline", "m"],
  ["sticky", "y"],
  ["unicode", "u"],
  ["dotAll", "s"],
  ["hasIndices", "d"],
  ["unicodeSets", "v"],
].map(([key = "", letter = ""]) => {
  return { isSet: slot(RegExp.prototype, key) as Slot<boolean>, bit: 2 ** regexpFlags.indexOf(letter) };
});

export const sourceOf = slot(RegExp.prototype, "source") as Slot<string>;

export const flagsOf = (regexp: object): number =>
  flags.reduce((bits, { isSet, bit }) => (isSet(regexp) ? bits + bit : bits), 0);

const byteLength = slot(ArrayBuffer.prototype, "byteLength") as Slot<number>;
const maxByteLength = slot(ArrayBuffer.prototype, "maxByteLength") as Slot<number>;
export const isResizable = slot(ArrayBuffer.prototype, "resizable") as Slot<boolean>;

/** The bytes of a buffer, and to how many it can grow where it can. */
export function bytesOf(buffer: ArrayBuffer): {
  readonly bytes: Uint8Array;
  readonly most: number | undefined;
} {
  const bytes = new Uint8Array(buffer, 0, byteLength(buffer));
  return { bytes, most: isResizable(buffer) ? maxByteLength(buffer) : undefined };
}

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
const ofTypedArray = [
  slot(typedArray, "byteOffset") as Slot<number>,
  slot(typedArray, "byteLength") as Slot<number>,
] as const;
const ofDataView = [
  slot(DataView.prototype, "byteOffset") as Slot<number>,
  slot(DataView.prototype, "byteLength") as Slot<number>,
] as const;

/** Where a view lies in its buffer, in bytes. */
export function placeOf(view: ArrayBufferView): { readonly offset: number; readonly length: number } {
  const [offset, length] = nameOfTypedArray(view) === undefined ? ofDataView : ofTypedArray;
  return { offset: offset(view), length: length(view) };
}
