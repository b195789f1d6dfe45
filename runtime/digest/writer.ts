import { hash } from "node:crypto";

/** What is above this many bytes is hashed on its own instead of copied. */
const LARGE = 16_384;

/** A component begins or ends here; bytes belong to the innermost component that is open. */
export interface Boundary {
  readonly at: number;
  /** Undefined where the component ends. */
  readonly label: string | undefined;
}

/** A place to come back to. */
export interface Mark {
  readonly at: number;
  readonly boundaries: number;
  readonly references: number;
}

/** What was written: the bytes, and how they divide into components. */
export interface Written {
  readonly bytes: Uint8Array;
  readonly boundaries: readonly Boundary[];
  /** Where the four bytes of each back-reference are. */
  readonly references: readonly number[];
}

/** How a string or a block of bytes was written: the byte before its length. */
const form = { ascii: 0, utf8: 1, utf16: 2, largeUtf8: 3, largeUtf16: 4, bytes: 5, largeBytes: 6 } as const;

/** Bytes of an injective encoding: every content is preceded by its length. */
export class Writer {
  #bytes: Buffer;
  #view: DataView;
  #at = 0;
  #boundaries: Boundary[] = [];
  #references: number[] = [];

  constructor(room = 1024) {
    this.#bytes = Buffer.allocUnsafe(room);
    this.#view = viewOf(this.#bytes);
  }

  byte(value: number): void {
    this.#need(1);
    this.#bytes[this.#at++] = value;
  }

  /** A non-negative integer, seven bits a byte. */
  count(value: number): void {
    this.#need(8);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#at++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#at++] = rest;
  }

  double(value: number): void {
    this.#need(8);
    // One NaN: which of its bit patterns a number has cannot be observed.
    this.#view.setFloat64(this.#at, Number.isNaN(value) ? NaN : value, true);
    this.#at += 8;
  }

  /** The number of something written before. Left out of components: it moves with what is before it. */
  reference(number: number): void {
    this.#need(4);
    this.#references.push(this.#at);
    this.#bytes.writeUInt32LE(number, this.#at);
    this.#at += 4;
  }

  text(value: string): void {
    const length = value.length;
    if (length > LARGE) return this.#largeText(value);
    this.#need(length + 16);
    const start = this.#at;
    this.#at++;
    this.count(length);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < length; i++) {
      const unit = value.charCodeAt(i);
      if (unit > 127) return this.#wideText(value, start);
      bytes[at++] = unit;
    }
    bytes[start] = form.ascii;
    this.#at = at;
  }

  /** Bytes of a known length or not: the length is written. */
  block(view: Uint8Array): void {
    if (view.byteLength > LARGE) {
      this.byte(form.largeBytes);
      this.count(view.byteLength);
      return this.#raw(hash("sha256", view, "base64url"));
    }
    this.byte(form.bytes);
    this.count(view.byteLength);
    this.#need(view.byteLength);
    this.#bytes.set(view, this.#at);
    this.#at += view.byteLength;
  }

  open(label: string): void {
    this.#boundaries.push({ at: this.#at, label });
  }

  close(): void {
    this.#boundaries.push({ at: this.#at, label: undefined });
  }

  mark(): Mark {
    return { at: this.#at, boundaries: this.#boundaries.length, references: this.#references.length };
  }

  /** Forgets what was written since. */
  rewind(mark: Mark): void {
    this.#at = mark.at;
    this.#boundaries.length = mark.boundaries;
    this.#references.length = mark.references;
  }

  /** What was written until now. The writer may go on, but must not rewind before this point. */
  written(): Written {
    return {
      bytes: this.#bytes.subarray(0, this.#at),
      boundaries: this.#boundaries.slice(),
      references: this.#references.slice(),
    };
  }

  #wideText(value: string, start: number): void {
    const wellFormed = isWellFormed(value);
    this.#at = start;
    this.byte(wellFormed ? form.utf8 : form.utf16);
    const size = Buffer.byteLength(value, wellFormed ? "utf8" : "utf16le");
    this.count(size);
    this.#need(size);
    this.#at += this.#bytes.write(value, this.#at, wellFormed ? "utf8" : "utf16le");
  }

  #largeText(value: string): void {
    const wellFormed = isWellFormed(value);
    this.byte(wellFormed ? form.largeUtf8 : form.largeUtf16);
    this.count(value.length);
    this.#raw(hash("sha256", wellFormed ? value : Buffer.from(value, "utf16le"), "base64url"));
  }

  #raw(ascii: string): void {
    this.#need(ascii.length);
    this.#at += this.#bytes.write(ascii, this.#at, "latin1");
  }

  #need(room: number): void {
    const needed = this.#at + room;
    if (needed <= this.#bytes.byteLength) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.byteLength * 2));
    grown.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = grown;
    this.#view = viewOf(grown);
  }
}

/** `String.prototype.isWellFormed`, which the ES2023 types do not know yet. */
const isWellFormed = (value: string): boolean =>
  (value as string & { isWellFormed(): boolean }).isWellFormed();

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView =>
  new DataView(buffer, byteOffset, byteLength);
