import { types } from "node:util";

const native = Reflect.get(types, "isExternal") as ((value: unknown) => boolean) | undefined;

/** Whether a value is a pointer of native code: an object without anything, but none of the language's. */
export const isExternal: (value: unknown) => boolean = native ?? isBare;

/** For Deno, whose `node:util` does not say. */
function isBare(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== null) return false;
  if (Reflect.ownKeys(value).length > 0) return false;
  try {
    structuredClone(value);
    return false;
  } catch {
    return true;
  }
}
