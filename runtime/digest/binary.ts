import { getter } from "./method.ts";
import type { Properties } from "./properties.ts";
import { Unkeyable } from "./unkeyable.ts";
import type { Walk } from "./walk.ts";

interface Part {
  readonly object: object;
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Which parts of which memory were met in a walk: two views of one buffer are not two copies. */
const parts = new WeakMap<Walk, Map<ArrayBufferLike, Part[]>>();

/** What the ES2023 types do not know yet. */
interface Resizable {
  readonly detached?: boolean;
  readonly resizable?: boolean;
  readonly maxByteLength?: number;
}

type Memory = ArrayBuffer & Resizable;

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;

const kindOf = getter(typedArray, Symbol.toStringTag);
const fields = ["buffer", "byteOffset", "byteLength"] as const;
const ofTypedArray = fields.map((field) => getter(typedArray, field));
const ofDataView = fields.map((field) => getter(DataView.prototype, field));

/** Encodes memory by content. */
export function writeBuffer(walk: Walk, buffer: Memory): void {
  const { out } = walk;
  out.byte(buffer.detached ? 2 : buffer.resizable ? 1 : 0);
  if (buffer.detached) return;
  if (buffer.resizable) out.count((buffer as Required<Resizable>).maxByteLength);
  writeOverlaps(walk, buffer, buffer, 0, buffer.byteLength);
  out.block(new Uint8Array(buffer));
}

/** Encodes a view: its element type, and the memory that can be reached through it. */
export function writeView(walk: Walk, view: object, into: Properties): void {
  const { out } = walk;
  const kind = kindOf.call(view);
  const [buffer, byteOffset, byteLength] = (kind === undefined ? ofDataView : ofTypedArray).map((get) =>
    get.call(view),
  ) as [Memory, number, number];
  if (!(buffer instanceof ArrayBuffer)) {
    throw new Unkeyable("a SharedArrayBuffer can be changed by other threads at any time");
  }
  if (buffer.resizable) {
    throw new Unkeyable("a view of a resizable ArrayBuffer does not say whether it grows with it", true);
  }
  out.text(typeof kind === "string" ? kind : "DataView");
  // Buffers of Node lie anywhere, often in memory that they share with strangers: that is not part of their value.
  const isBuffer = Buffer.isBuffer(view);
  out.byte(isBuffer ? 1 : 0);
  out.count(byteLength);
  if (isBuffer) {
    writeOverlaps(walk, view, buffer, byteOffset, byteOffset + byteLength);
    return out.block(new Uint8Array(buffer, byteOffset, byteLength));
  }
  out.count(byteOffset);
  into.names.push("buffer");
  into.values.push(buffer);
}

function writeOverlaps(walk: Walk, object: object, buffer: ArrayBuffer, start: number, end: number): void {
  let memory: Map<ArrayBufferLike, Part[]> | undefined = parts.get(walk);
  if (memory === undefined) parts.set(walk, (memory = new Map<ArrayBufferLike, Part[]>()));
  let known = memory.get(buffer);
  if (known === undefined) memory.set(buffer, (known = []));
  // What a walk went back over is no longer met.
  const overlapping = known.filter(
    (part) => part.start < end && start < part.end && walk.met[part.number] === part.object,
  );
  walk.out.count(overlapping.length);
  for (const part of overlapping) {
    walk.out.reference(part.number);
    walk.out.double(start - part.start);
  }
  known.push({ object, number: walk.met.length - 1, start, end });
}
