import { addEntry, addItem } from "../intrinsics.ts";
import { checkV8 } from "./check.ts";
import { regexpFlags, tag, viewFlag, views } from "./format.ts";
import { Source } from "./source.ts";

const names = new Map(views.map(([name, letter]) => [letter, name]));

type View = new (buffer: ArrayBuffer, offset: number, length?: number) => ArrayBufferView;

class Reader {
  readonly #source: Source;
  readonly #objects: object[] = [];

  constructor(bytes: Uint8Array) {
    this.#source = new Source(bytes);
  }

  /** Of bytes that were checked. */
  read(): unknown {
    this.#source.skip(2);
    return this.#value();
  }

  #tag(): number {
    this.#skipPadding();
    return this.#source.byte();
  }

  #skipPadding(): void {
    while (!this.#source.isAtEnd && this.#source.next === tag.padding) this.#source.byte();
  }

  #isNext(wanted: number): boolean {
    this.#skipPadding();
    return !this.#source.isAtEnd && this.#source.next === wanted;
  }

  /** A view takes the buffer that comes before it. */
  #value(): unknown {
    const value = this.#valueOf(this.#tag());
    return value instanceof ArrayBuffer && this.#isNext(tag.view) ? this.#view(value) : value;
  }

  #valueOf(kind: number): unknown {
    switch (kind) {
      case tag.undefined:
        return undefined;
      case tag.null:
        return null;
      case tag.true:
        return true;
      case tag.false:
        return false;
      case tag.int32: {
        const bits = this.#source.whole();
        return (bits >>> 1) ^ -(bits & 1);
      }
      case tag.uint32:
        return this.#source.whole();
      case tag.double:
        return this.#source.double();
      case tag.bigint:
        return this.#bigint();
      case tag.latin1:
      case tag.utf16:
        return this.#string(kind);
      case tag.reference:
        return this.#reference();
      default:
        return this.#object(kind);
    }
  }

  #object(kind: number): object {
    switch (kind) {
      case tag.object: {
        const object = this.#note({});
        this.#properties(object, tag.objectEnd);
        return object;
      }
      case tag.array:
        return this.#array();
      case tag.sparseArray: {
        const array = this.#note<unknown[]>([]);
        array.length = this.#source.whole();
        this.#properties(array, tag.sparseArrayEnd);
        this.#source.whole();
        return array;
      }
      case tag.map:
        return this.#map();
      case tag.set:
        return this.#set();
      case tag.date:
        return this.#note(new Date(this.#source.double()));
      case tag.regexp:
        return this.#regexp();
      case tag.buffer:
      case tag.resizableBuffer:
        return this.#buffer(kind);
      default:
        return this.#note(Object(this.#unboxed(kind)) as object);
    }
  }

  /** Gives an object the next number. */
  #note<T extends object>(object: T): T {
    this.#objects.push(object);
    return object;
  }

  #reference(): object {
    const object = this.#objects[this.#source.whole()];
    if (object === undefined) throw damaged();
    return object;
  }

  #unboxed(kind: number): unknown {
    switch (kind) {
      case tag.trueObject:
        return true;
      case tag.falseObject:
        return false;
      case tag.numberObject:
        return this.#source.double();
      case tag.bigintObject:
        return this.#bigint();
      case tag.stringObject:
        return this.#string(this.#tag());
      default:
        throw damaged();
    }
  }

  #bigint(): bigint {
    const header = this.#source.whole();
    const { buffer, byteOffset, byteLength } = this.#source.bytes(Math.floor(header / 2));
    const digits = Buffer.from(buffer, byteOffset, byteLength).toReversed();
    const value = BigInt(`0x0${Buffer.from(digits).toString("hex")}`);
    return header % 2 === 1 ? -value : value;
  }

  #string(kind: number): string {
    const bytes = this.#source.bytes(this.#source.whole());
    if (kind !== tag.latin1 && kind !== tag.utf16) throw damaged();
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return buffer.toString(kind === tag.latin1 ? "latin1" : "utf16le");
  }

  #properties(object: object, end: number): void {
    while (!this.#isNext(end)) {
      const key = this.#value();
      if (typeof key !== "string" && typeof key !== "number") throw damaged();
      const value = this.#value();
      Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
    }
    this.#source.byte();
    this.#source.whole();
  }

  #array(): unknown[] {
    const length = this.#source.whole();
    const array = this.#note<unknown[]>([]);
    for (let index = 0; index < length; index += 1) {
      if (this.#isNext(tag.hole)) this.#source.byte();
      else array[index] = this.#value();
    }
    array.length = length;
    this.#properties(array, tag.arrayEnd);
    this.#source.whole();
    return array;
  }

  #map(): Map<unknown, unknown> {
    const map = this.#note(new Map<unknown, unknown>());
    while (!this.#isNext(tag.mapEnd)) addEntry(map, this.#value(), this.#value());
    this.#source.byte();
    this.#source.whole();
    return map;
  }

  #set(): Set<unknown> {
    const set = this.#note(new Set());
    while (!this.#isNext(tag.setEnd)) addItem(set, this.#value());
    this.#source.byte();
    this.#source.whole();
    return set;
  }

  #regexp(): RegExp {
    const source = this.#string(this.#tag());
    const bits = this.#source.whole();
    const flags = Array.from(regexpFlags).filter((_, at) => (bits & (2 ** at)) !== 0);
    return this.#note(new RegExp(source, flags.join("")));
  }

  #buffer(kind: number): ArrayBuffer {
    const length = this.#source.whole();
    const options = kind === tag.buffer ? undefined : { maxByteLength: this.#source.whole() };
    const bytes = this.#source.bytes(length);
    const buffer = this.#note(new ArrayBuffer(length, options));
    new Uint8Array(buffer).set(bytes);
    return buffer;
  }

  #view(buffer: ArrayBuffer): ArrayBufferView {
    this.#source.byte();
    const name = names.get(this.#source.byte());
    const offset = this.#source.whole();
    const bytes = this.#source.whole();
    const tracks = (this.#source.whole() & viewFlag.tracksLength) !== 0;
    if (name === undefined) throw damaged();
    const View = Reflect.get(globalThis, name) as View & { readonly BYTES_PER_ELEMENT?: number };
    const length = bytes / (View.BYTES_PER_ELEMENT ?? 1);
    return this.#note(tracks ? new View(buffer, offset) : new View(buffer, offset, length));
  }
}

const damaged = (): Error => new Error("these bytes are none that a serializer of V8 wrote");

/**
 * The value of bytes that V8's serializer wrote, or {@link writeV8}; nothing in it shares memory with the bytes.
 *
 * @throws Error for other bytes, as {@link checkV8} does.
 */
export function readV8(bytes: Uint8Array): unknown {
  checkV8(bytes);
  return new Reader(bytes).read();
}
