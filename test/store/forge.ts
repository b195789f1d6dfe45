import { createHash, hash } from "node:crypto";

/** An entry's bytes with another JSON or body, and checksums that are right again: what anyone can make. */
export function forge(
  bytes: Buffer,
  change: (json: string) => string,
  body?: (before: Buffer) => Buffer,
): Buffer {
  const start = 88 + bytes.readUInt32LE(44);
  const json = Buffer.from(change(bytes.toString("utf8", 88, start).trimEnd()));
  const content = body === undefined ? bytes.subarray(start) : body(bytes.subarray(start));
  const length = Math.ceil(json.length / 8) * 8;
  const head = Buffer.alloc(88 + length, " ");
  bytes.copy(head, 0, 0, 88);
  head.writeUInt32LE(length, 44);
  head.writeBigUInt64LE(BigInt(content.length), 48);
  hash("sha256", content, "buffer").copy(head, 56);
  json.copy(head, 88);
  createHash("sha256").update(head.subarray(40)).digest().copy(head, 8);
  return Buffer.concat([head, content]);
}
