/** Bytes that are read in order. @throws RangeError beyond their end. */
export class Source {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The next byte, which stays. */
  get next(): number {
    return this.#bytes[this.#at] ?? beyond();
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? beyond();
  }

  /** See `Sink.whole`. */
  whole(): number {
    let value = 0;
    for (let weight = 1; ; weight *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
    }
  }

  double(): number {
    const value = this.#view.getFloat64(this.#at, true);
    this.#at += 8;
    return value;
  }

  /** Leaves bytes unread. */
  skip(count: number): void {
    if (!(count <= this.#bytes.length - this.#at)) beyond();
    this.#at += count;
  }

  /** A view, of the memory of all. */
  bytes(count: number): Uint8Array {
    this.skip(count);
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
}

function beyond(): never {
  throw new RangeError("there are fewer bytes than that");
}
