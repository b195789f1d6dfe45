import { NotStorable, type Codec } from "./codec.ts";

/** A codec of the user's. */
export interface CodecOptions {
  /**
   * Bytes from which `decode` gives an equal value. Throws where it cannot.
   */
  encode(value: unknown): Uint8Array;
  /** The value of bytes that `encode` gave, fresh at each call. The bytes are a copy that it may keep. */
  decode(bytes: Uint8Array): unknown;
  /** Which results to take without being asked for by name; without it, none. */
  accepts?(value: unknown): boolean;
}

interface Registered extends Codec {
  accepts(value: unknown): boolean;
}

const registered = new Map<string, Registered>();
const builtin = new Set(["plain", "v8", "graph"]);

export const isBuiltin = (name: string): boolean => builtin.has(name);

/**
 * Adds a codec for results that the built-in ones refuse or write too large. Directives ask for it by name
 * (`codec=arrow`); with `accepts` it also takes results by itself, the codec registered last first. Registering a
 * name again replaces that codec.
 *
 * @throws TypeError for an empty name and for those of the built-in codecs, `plain`, `v8` and `graph`.
 *
 * @example
 * registerCodec("arrow", {
 *   encode: (table) => tableToIPC(table),
 *   decode: (bytes) => tableFromIPC(bytes),
 *   accepts: (value) => value instanceof Table,
 * });
 */
export function registerCodec(name: string, options: CodecOptions): void {
  if (name === "" || builtin.has(name)) {
    throw new TypeError(`a codec cannot be called ${JSON.stringify(name)}: choose another name`);
  }
  registered.delete(name);
  registered.set(name, {
    name,
    encode: (value) => options.encode(value),
    decode: (bytes) => options.decode(bytes),
    accepts: (value) => options.accepts?.(value) === true,
  });
}

export const registeredCodec = (name: string): Codec | undefined => registered.get(name);

/** The codec, registered last first, that takes a value by itself. */
export function acceptingCodec(value: unknown): Codec | undefined {
  if (registered.size === 0) return undefined;
  return [...registered.values()].reverse().find((codec) => codec.accepts(value));
}

/** @throws NotStorable where the codec throws, or gives something else than bytes. */
export function encodeWith(codec: Codec, value: unknown, root: string): Uint8Array {
  let bytes: unknown;
  try {
    bytes = codec.encode(value);
  } catch (error) {
    throw new NotStorable(
      root,
      `codec ${codec.name}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!(bytes instanceof Uint8Array))
    throw new NotStorable(root, `codec ${codec.name} did not return a Uint8Array`);
  return Uint8Array.from(bytes); // the codec may write its next value to the same memory
}
