// Taken before anybody can replace them.
const { parse, stringify } = JSON;

/** Whether JSON writes what is there: a `toJSON` of all objects or arrays would be called. */
export const isJsonAsIs = (): boolean =>
  !Reflect.has(Object.prototype, "toJSON") && !Reflect.has(Array.prototype, "toJSON");

/**
 * JSON in UTF-8, of a value of which {@link exactCodec} says that it is plain. `JSON.parse` is faster than structured
 * clone, and needs nothing that a program has yet to load.
 */
export const writePlain = (value: unknown): Uint8Array => Buffer.from(stringify(value));

export const readPlain = (bytes: Uint8Array): unknown =>
  parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as unknown;
