import type { Callable } from "../definition/stamp.ts";
import { Unkeyable } from "./unkeyable.ts";

const byPrototype = new Map<object, (instance: never) => unknown>();
const method = Symbol.for("memoir.key");

/**
 * Says how instances of a class are keyed, where their fields do not tell: `registerKey(Pool, (pool) => pool.url)`.
 * What the function returns is digested in place of the instance; equal results must mean equal instances.
 */
export function registerKey<T extends object>(
  C: abstract new (...args: never[]) => T,
  key: (instance: T) => unknown,
): void {
  byPrototype.set(C.prototype as object, key);
}

export interface Keyed {
  /** The class that said so. */
  readonly by: Callable | undefined;
  readonly value: unknown;
}

/** What an instance is to be keyed by, where its class says so; undefined where it does not. */
export function keyedBy(object: object): Keyed | undefined {
  for (
    let holder: object | null = object;
    holder !== null;
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    const registered = byPrototype.get(holder);
    const own: unknown = Object.getOwnPropertyDescriptor(holder, method)?.value;
    if (registered === undefined && typeof own !== "function") continue;
    const by: unknown = Object.getOwnPropertyDescriptor(holder, "constructor")?.value;
    const read = registered ?? (own as (this: object) => unknown);
    return { by: typeof by === "function" ? by : undefined, value: ask(read, object) };
  }
  return undefined;
}

function ask(read: (instance: never) => unknown, object: object): unknown {
  try {
    return Reflect.apply(read, object, [object]) as unknown;
  } catch (error) {
    throw new Unkeyable(`its key function failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
