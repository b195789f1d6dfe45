import { writeScalar } from "./primitives.ts";
import { Writer, type Written } from "./writer.ts";

/** Used again and again: making room takes longer than writing so little. */
const scratch = new Writer();
const start = scratch.mark();

/**
 * What a walk over primitive arguments writes, then that no built-in was changed and that there are no further parts. The
 * bytes are good until the next call.
 */
export function primitiveBytes(args: readonly unknown[]): Uint8Array {
  scratch.rewind(start);
  scratch.count(args.length);
  for (const arg of args) writeScalar(scratch, arg);
  scratch.count(0);
  scratch.count(0);
  return scratch.written().bytes;
}

/** The same, divided into components. */
export function primitiveParts(args: readonly unknown[], names: readonly string[] | undefined): Written {
  const out = new Writer();
  out.count(args.length);
  for (const [at, arg] of args.entries()) {
    out.open(`argument ${names?.[at] ?? at}`);
    writeScalar(out, arg);
    out.close();
  }
  return out.written();
}
