import { bufferOf, extentOf, nameOfTypedArray } from "../intrinsics.ts";

/**
 * Small Buffers share a pool with whatever else the process keeps there, which must not reach a store: such a
 * Buffer brings its own bytes alone. Everything else brings its whole memory.
 */
export function isPooled(view: ArrayBufferView): boolean {
  if (!Object.prototype.isPrototypeOf.call(Buffer.prototype, view)) return false;
  const memory = bufferOf(view);
  const whole = memory.byteLength;
  return (
    nameOfTypedArray(view) === "Uint8Array" && whole === Buffer.poolSize && extentOf(view).length < whole
  );
}

interface Placed {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

interface Run {
  readonly buffers: Placed[];
  readonly start: number;
  end: number;
}

/** Runs of Buffers that overlap, each with the bytes that they cover together. */
function runsOf(buffers: readonly Placed[]): Run[] {
  const runs: Run[] = [];
  for (const buffer of buffers.toSorted((a, b) => a.start - b.start)) {
    const run = runs.at(-1);
    if (run !== undefined && buffer.start < run.end) {
      run.buffers.push(buffer);
      run.end = Math.max(run.end, buffer.end);
    } else {
      runs.push({ buffers: [buffer], start: buffer.start, end: buffer.end });
    }
  }
  return runs;
}

/** Copies of Buffers that lie in one pool, by number. Buffers that overlap share memory in the copy as well. */
export function unpooled(
  pool: ArrayBufferLike,
  views: ReadonlyMap<number, ArrayBufferView>,
): Map<number, Uint8Array> {
  const placed = [...views].map(([number, view]) => {
    const { offset, length } = extentOf(view);
    return { number, start: offset, end: offset + length };
  });
  const copies = new Map<number, Uint8Array>();
  for (const run of runsOf(placed)) {
    const memory = pool.slice(run.start, run.end);
    for (const { number, start, end } of run.buffers) {
      copies.set(number, new Uint8Array(memory, start - run.start, end - start));
    }
  }
  return copies;
}
