import { types } from "node:util";
import { NotStorable } from "../codec/codec.ts";
import { privateFieldsOf } from "../codec/privates.ts";

const freezable = (value: object): boolean =>
  typeof value !== "function" &&
  !ArrayBuffer.isView(value) &&
  !types.isAnyArrayBuffer(value) &&
  !types.isMap(value) &&
  !types.isSet(value) &&
  !types.isDate(value) &&
  !types.isProxy(value) &&
  !types.isWeakMap(value) &&
  !types.isWeakSet(value) &&
  privateFieldsOf(value).length === 0;

function children(value: object, path: string): [value: unknown, path: string][] {
  return Reflect.ownKeys(value).map((key) => {
    const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
    const place = Array.isArray(value) ? `${path}[${String(key)}]` : `${path}.${String(key)}`;
    return [descriptor && "value" in descriptor ? (descriptor.value as unknown) : undefined, place];
  });
}

/**
 * Freezes a value and everything in it, or nothing.
 *
 * @throws NotStorable where a part would still change after freezing: a Map, a Date, a typed array, `#private` fields.
 */
export function deepFreeze(root: unknown): void {
  const found = new Set<object>();
  const pending: [value: unknown, path: string][] = [[root, "result"]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, path] = next;
    if (typeof value !== "object" && typeof value !== "function") continue;
    if (value === null || found.has(value)) continue;
    if (!freezable(value)) {
      throw new NotStorable(path, "freezing it would not keep it from changing; use share=clone");
    }
    found.add(value);
    pending.push(...children(value, path));
  }
  for (const value of found) Object.freeze(value);
}
