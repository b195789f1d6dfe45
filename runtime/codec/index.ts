import { NotStorable } from "./codec.ts";
import { exactCodec } from "./exact.ts";
import { fromGraph } from "./graph/decode.ts";
import { toGraph } from "./graph/encode.ts";
import type { Graph } from "./graph/format.ts";
import { isJsonAsIs, readPlain, writePlain } from "./plain.ts";
import { acceptingCodec, encodeWith, isBuiltin, registeredCodec } from "./registry.ts";
import { readValue, writeValue } from "./wire.ts";

export { useClassNames, type ClassNames } from "./classes.ts";
export { registerCodec, type CodecOptions } from "./registry.ts";

/** A value as bytes. */
export interface Encoded {
  /** Which codec can read them: `plain`, `v8`, `graph` or a registered one. */
  readonly codec: string;
  readonly body: Uint8Array;
}

function write(value: unknown, root: string): Uint8Array {
  try {
    return writeValue(value);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new NotStorable(
      root,
      `it cannot be cloned: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function encodeExact(value: unknown, root: string, codec: string | undefined): Encoded | undefined {
  const exact = exactCodec(value);
  if (exact === undefined) return undefined;
  try {
    // Also where JSON is what is kept: it refuses what only looks like a plain object.
    const body = write(value, root);
    if (exact === "v8" || codec === "v8" || !isJsonAsIs()) return { codec: "v8", body };
    return { codec: exact, body: writePlain(value) };
  } catch (error) {
    // Called deep in somebody's stack: a graph nests four levels at most.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * A value as bytes from which {@link decode} gives an equal one: prototypes, property attributes, internal slots,
 * shared references and cycles included.
 *
 * @param root how to call the value in messages.
 * @param codec the codec to use; without it, one that accepts the value, else a built-in one.
 * @throws NotStorable where a part would not come back as it is, with its path (`result.rows[3].socket`).
 */
export function encode(value: unknown, root = "result", codec?: string): Encoded {
  const named = codec === undefined ? acceptingCodec(value) : registeredCodec(codec);
  if (named !== undefined) return { codec: named.name, body: encodeWith(named, value, root) };
  if (codec !== undefined && !isBuiltin(codec)) {
    throw new NotStorable(root, `no codec ${JSON.stringify(codec)} is registered: call registerCodec first`);
  }
  const exact = codec === "graph" ? undefined : encodeExact(value, root, codec);
  return exact ?? { codec: "graph", body: write(toGraph(value, root), root) };
}

/**
 * The value of a body that {@link encode} gave. Two calls give two values that share nothing, nor do they alias
 * the body.
 *
 * @throws Error where the codec, a class or a symbol is not known in this process, and for damaged bytes.
 */
export function decode(codec: string, body: Uint8Array): unknown {
  if (codec === "plain") return readPlain(body);
  if (codec === "v8") return readValue(body);
  if (codec === "graph") return fromGraph(readValue(body) as Graph, body.byteLength);
  const registered = registeredCodec(codec);
  if (registered === undefined) throw new Error(`no codec ${JSON.stringify(codec)} is registered`);
  return registered.decode(Uint8Array.from(body));
}
