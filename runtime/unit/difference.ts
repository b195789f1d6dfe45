import { isDeepStrictEqual } from "node:util";
import { privateFieldsOf } from "../codec/privates.ts";

/**
 * The path of the first part in which two values differ, such as `result.rows[3].price`, with both parts as far as
 * they fit in a message. Undefined where no part differs that can be reached by properties, private fields, entries
 * or elements.
 */
export function firstDifference(root: string, before: unknown, now: unknown): string | undefined {
  const pending: [path: string, before: unknown, now: unknown][] = [[root, before, now]];
  const seen = new Set<unknown>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [path, a, b] = next;
    if (Object.is(a, b) || seen.has(a)) continue;
    if (!isObject(a) || !isObject(b) || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) {
      return `${path}: ${brief(a)} before, ${brief(b)} now`;
    }
    seen.add(a);
    const parts = [...partsOf(path, a, b)];
    if (parts.length === 0 && !isDeepStrictEqual(a, b)) return `${path}: ${brief(a)} before, ${brief(b)} now`;
    pending.push(...parts.reverse());
  }
  return undefined;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function* partsOf(path: string, a: object, b: object): Generator<[string, unknown, unknown]> {
  if (a instanceof Map && b instanceof Map) {
    yield* partsOf(`${path} (entries)`, [...(a as Map<unknown, unknown>)], [...(b as Map<unknown, unknown>)]);
  } else if (a instanceof Set && b instanceof Set) {
    yield* partsOf(`${path} (members)`, [...(a as Set<unknown>)], [...(b as Set<unknown>)]);
  } else if (!ArrayBuffer.isView(a) && !(a instanceof ArrayBuffer)) {
    for (const key of new Set([...Reflect.ownKeys(a), ...Reflect.ownKeys(b)])) {
      const name = typeof key === "string" && /^\d+$/.test(key) ? `[${key}]` : `.${String(key)}`;
      yield [path + name, valueAt(a, key), valueAt(b, key)];
    }
  }
  const now = privateFieldsOf(b);
  for (const [at, [name, value]] of privateFieldsOf(a).entries())
    yield [`${path}.${name}`, value, now[at]?.[1]];
}

const valueAt = (object: object, key: PropertyKey): unknown =>
  Object.getOwnPropertyDescriptor(object, key)?.value;

function brief(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (!isObject(value)) return String(value);
  const name: unknown = value.constructor.name;
  return typeof name === "string" ? `a ${name}` : "an object";
}
