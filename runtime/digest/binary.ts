import type { Properties } from "./properties.ts";
import { Unkeyable } from "./unkeyable.ts";
import type { Walk } from "./walk.ts";

interface Part {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Which parts of which memory were met in a walk: two views of one buffer are not two copies. */
const parts = new WeakMap<Walk, Map<ArrayBufferLike, Part[]>>();

const bytesOf = (buffer: ArrayBufferLike, start: number, length: number): Uint8Array =>
  new Uint8Array(buffer, start, length);

/** Encodes memory by content. */
export function writeBuffer(walk: Walk, buffer: ArrayBuffer): void {
  const { out } = walk;
  out.byte(buffer.detached ? 2 : buffer.resizable ? 1 : 0);
  if (buffer.detached) return;
  if (buffer.resizable) out.count(buffer.maxByteLength);
  writeOverlaps(walk, buffer, 0, buffer.byteLength);
  out.block(bytesOf(buffer, 0, buffer.byteLength));
}

const kindOf = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  Symbol.toStringTag,
)?.get;

/** Encodes a view: its element type, and the memory that can be reached through it. */
export function writeView(walk: Walk, view: ArrayBufferView, into: Properties): void {
  const { out } = walk;
  const { buffer, byteOffset, byteLength } = view;
  if (!(buffer instanceof ArrayBuffer)) {
    throw new Unkeyable("a SharedArrayBuffer can be changed by other threads at any time");
  }
  const kind: unknown = kindOf === undefined ? undefined : Reflect.apply(kindOf, view, []);
  out.text(typeof kind === "string" ? kind : "DataView");
  // Buffers of Node lie anywhere in memory that is shared with strangers: that is not part of their value.
  const isPooled = Buffer.isBuffer(view) && byteLength < buffer.byteLength;
  out.byte(isPooled ? 1 : 0);
  if (isPooled) {
    writeOverlaps(walk, buffer, byteOffset, byteOffset + byteLength);
    return out.block(bytesOf(buffer, byteOffset, byteLength));
  }
  out.count(byteOffset);
  out.count(byteLength);
  out.byte(buffer.resizable && tracksLength(view) ? 1 : 0);
  into.names.push("buffer");
  into.values.push(buffer);
}

/** Whether a view grows with its memory; it cannot be seen but where it may grow. */
function tracksLength(view: ArrayBufferView): boolean {
  const { buffer, byteOffset, byteLength } = view;
  return byteOffset + byteLength === buffer.byteLength;
}

function writeOverlaps(walk: Walk, buffer: ArrayBufferLike, start: number, end: number): void {
  let memory = parts.get(walk);
  if (memory === undefined) parts.set(walk, (memory = new Map()));
  let known = memory.get(buffer);
  if (known === undefined) memory.set(buffer, (known = []));
  const overlapping = known.filter((part) => part.start < end && start < part.end);
  walk.out.count(overlapping.length);
  for (const part of overlapping) {
    walk.out.reference(part.number);
    walk.out.double(start - part.start);
  }
  known.push({ number: walk.met.length - 1, start, end });
}
