import type { Parts } from "./properties.ts";

/** A built-in function that reads the state of an object; to be called with `Reflect.apply`. */
export type Reader = (this: unknown, ...args: never[]) => unknown;

/** Stands for what an engine does not have. */
export const missing: Reader = () => undefined;

/** The built-in getter, as it was when memoir was loaded: a subclass may have put its own in front. */
export function getter(prototype: object, key: PropertyKey): Reader {
  const parts: Parts | undefined = Object.getOwnPropertyDescriptor(prototype, key);
  const get = parts?.get;
  return typeof get === "function" ? (get as Reader) : missing;
}

/** The same of a method. */
export function method(prototype: object, key: PropertyKey): Reader {
  const value: unknown = Object.getOwnPropertyDescriptor(prototype, key)?.value;
  return typeof value === "function" ? (value as Reader) : missing;
}
