import { checkV8 } from "./v8/check.ts";
import { readV8 } from "./v8/read.ts";
import { writeV8 } from "./v8/write.ts";

/** Bun has the classes, but they throw. */
const isNative = process.versions["bun"] === undefined;

/**
 * Structured clone to bytes. Not `v8.serialize`: that one writes every view apart from its buffer, so views that
 * share memory come back separate. This one keeps buffers, offsets and resizable lengths.
 *
 * @throws RangeError where nesting is deeper than the stack allows.
 * @throws Error (DataCloneError) where something cannot be cloned.
 */
export function writeValue(value: unknown): Uint8Array {
  if (!isNative) return writeV8(value);
  const { Serializer } = process.getBuiltinModule("node:v8");
  const serializer = new Serializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

/**
 * Whether V8 keeps an array's elements packed: no holes, and each as `push` makes it. Nothing but the serializer tells, by
 * what it writes after its version. It runs the getters of elements and members.
 */
export const isPacked = (array: readonly unknown[]): boolean => isNative && writeValue(array)[2] === PACKED;

const PACKED = "A".charCodeAt(0);

/**
 * Everything in the result is fresh memory, at most some hundred times as much as `bytes`: nothing aliases them.
 *
 * @throws Error for bytes that {@link writeValue} cannot have written.
 */
export function readValue(bytes: Uint8Array): unknown {
  if (!isNative) return readV8(bytes);
  checkV8(bytes);
  const { Deserializer } = process.getBuiltinModule("node:v8");
  const deserializer = new Deserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue() as unknown;
}
