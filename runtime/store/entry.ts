import { createHash, hash } from "node:crypto";
import { FORMAT } from "../format.ts";
import type { Trust } from "../trust/trust.ts";
import { isHeader, isObject } from "./header.ts";
import { contentOf, signed } from "./signature.ts";
import type { Entry, EntryHeader } from "./store.ts";

/*
 * An entry on disk. Integers are little-endian; the body starts at a multiple of 8, for v8.deserialize gives
 * typed arrays as views only then.
 *
 *      0  magic
 *      8  SHA-256 of everything from 40 to the body
 *     40  format version, u32
 *     44  length of the header with its padding, u32; one more where the body is a file of its own, see ./body.ts
 *     48  length of the body, u64
 *     56  SHA-256 of the body
 *     88  header: JSON, then spaces up to a multiple of 8
 *         body
 *
 * Of a signed entry, the last member of the JSON is its signature, see ./signature.ts. The header's own digest lets a
 * listing trust a header without reading the body.
 */
const MAGIC = Buffer.from("memoir\r\n"); // CRLF: a transfer in text mode shows at once
const HEAD = 88;

/** What the first bytes of a file say; `undefined` where they are damaged. */
export interface Head {
  readonly key: string;
  readonly header: EntryHeader;
  /** What stands in the place of its signature; not checked yet. */
  readonly signature: unknown;
  /** Where the header ends, and the body starts if it is in the same file. */
  readonly start: number;
  /** Of the body, in bytes. */
  readonly length: number;
  /** The body is a file of its own. */
  readonly isApart: boolean;
  /** Of the body. */
  readonly digest: Buffer;
}

/** `other` is a whole entry of another format version: neither damage nor ours to decode. */
export type Decoded<T> =
  | { readonly state: "ok"; readonly value: T }
  | { readonly state: "other" }
  | { readonly state: "damaged"; readonly why: string };

/** A whole entry that nobody has signed who is believed. */
export interface Untrusted {
  readonly state: "untrusted";
  readonly why: string;
}

const damaged = (why: string) => ({ state: "damaged", why }) as const;

/**
 * An entry as the bytes to write, in order. The body is not copied.
 *
 * @param trust signs it, if it has a key to sign with
 * @param isApart says that the body will be a file of its own
 */
export function encodeEntry(
  entry: Entry,
  trust?: Trust,
  isApart = false,
): readonly [head: Buffer, body: Uint8Array] {
  const digest = createHash("sha256").update(entry.body).digest();
  const text = JSON.stringify({ key: entry.key, header: entry.header });
  const json = Buffer.from(trust === undefined ? text : signed(text, digest, trust));
  const length = Math.ceil(json.length / 8) * 8;
  const head = Buffer.alloc(HEAD + length, " ");
  MAGIC.copy(head);
  head.writeUInt32LE(FORMAT, 40);
  head.writeUInt32LE(length + (isApart ? 1 : 0), 44);
  head.writeBigUInt64LE(BigInt(entry.body.byteLength), 48);
  digest.copy(head, 56);
  json.copy(head, HEAD);
  createHash("sha256").update(head.subarray(40)).digest().copy(head, 8);
  return [head, entry.body];
}

/** The digest of the body that a head belongs to. */
export const digestIn = (head: Buffer): Buffer => head.subarray(56, HEAD);

/** How many bytes of a file to read for its head, judged by its first bytes, which are not checked yet. */
export function headLength(bytes: Buffer): number {
  return bytes.length < HEAD ? HEAD : HEAD + (bytes.readUInt32LE(44) & ~7);
}

/**
 * How many bytes of a file to read for its entry, judged by its first bytes, which are not checked yet: one more than the
 * entry has, so that something after it is noticed.
 */
export function wholeLength(bytes: Buffer): number {
  if (bytes.length < HEAD) return HEAD;
  const isApart = (bytes.readUInt32LE(44) & 1) === 1;
  return headLength(bytes) + (isApart ? 0 : Number(bytes.readBigUInt64LE(48))) + 1;
}

/** Checks and parses the head of an entry; `bytes` holds the head at least, `size` is that of the whole file. */
export function decodeHead(bytes: Buffer, size: number): Decoded<Head> {
  if (bytes.length < HEAD) return damaged("it is cut off");
  if (!bytes.subarray(0, 8).equals(MAGIC)) return damaged("it does not start like an entry");
  const start = headLength(bytes);
  if (start > bytes.length) return damaged("it is cut off");
  if (!bytes.subarray(8, 40).equals(hash("sha256", bytes.subarray(40, start), "buffer"))) {
    return damaged("the checksum of its header is wrong");
  }
  if (bytes.readUInt32LE(40) !== FORMAT) return { state: "other" };
  const isApart = (bytes.readUInt32LE(44) & 1) === 1;
  const length = Number(bytes.readBigUInt64LE(48));
  const end = isApart ? start : start + length;
  if (end !== size) return damaged(`it has ${size} bytes instead of ${end}`);
  const said = parse(bytes.toString("utf8", HEAD, start));
  if (!isObject(said)) return damaged("its header is none");
  const { key, header, signature } = said;
  if (typeof key !== "string" || !isHeader(header)) return damaged("its header is none");
  const digest = digestIn(bytes);
  return { state: "ok", value: { key, header, signature, start, length, isApart, digest } };
}

/**
 * Checks a whole file, first the head, then the body, then who signed it, and only then gives the entry.
 *
 * @param readApart gives a body that is a file of its own, or what is in its place
 */
export function decodeEntry(
  bytes: Buffer,
  key: string,
  trust?: Trust,
  readApart: (head: Head) => Buffer | undefined = () => undefined,
): Decoded<Entry> | Untrusted {
  const head = decodeHead(bytes, bytes.length);
  if (head.state !== "ok") return head;
  const { start, digest, header, isApart } = head.value;
  const body = isApart ? readApart(head.value) : bytes.subarray(start);
  if (body === undefined) return damaged("its body is missing");
  if (!digest.equals(hash("sha256", body, "buffer"))) return damaged("the checksum of its body is wrong");
  if (head.value.key !== key) return damaged("it belongs to another key");
  const doubt = trust === undefined ? undefined : doubtOf(bytes, head.value, trust);
  if (doubt !== undefined) return { state: "untrusted", why: doubt };
  // A plain Uint8Array: nothing that decodes it may depend on Buffer's methods.
  const plain = new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return { state: "ok", value: { key, header, body: plain } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // written so, for its checksum is right
  }
}

/** Why an entry whose checksums are right is not to be believed. */
function doubtOf(bytes: Buffer, { start, signature, digest }: Head, trust: Trust): string | undefined {
  const text = bytes.toString("utf8", HEAD, start).trimEnd();
  return trust.doubt(contentOf(text, signature, digest), signature);
}
