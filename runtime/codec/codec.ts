/** What bytes mean: a value to bytes and back. */
export interface Codec {
  readonly name: string;
  /** @throws NotStorable where the value would not come back equal. */
  encode(value: unknown): Uint8Array;
  /** Bytes that this codec wrote, checked by the store before. */
  decode(bytes: Uint8Array): unknown;
}

/** A value that would not come back as it went in, and the part of it that is why. */
export class NotStorable extends Error {
  override readonly name = "NotStorable";
  /** `result.rows[3].socket` */
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}
