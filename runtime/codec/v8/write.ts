import { types } from "node:util";
import { bufferOf, entriesOf, itemsOf, nameOfTypedArray } from "../intrinsics.ts";
import { tag, version, views } from "./format.ts";
import { Sink } from "./sink.ts";
import { bytesOf, flagsOf, isResizable, placeOf, sourceOf } from "./slots.ts";

const letters = new Map(views);

const isInt32 = (value: number): boolean => value === (value | 0) && !Object.is(value, -0);

class Writer {
  readonly #sink = new Sink();
  readonly #numbers = new Map<object, number>();

  write(value: unknown): Uint8Array {
    this.#sink.byte(tag.version);
    this.#sink.byte(version);
    this.#value(value);
    return this.#sink.taken();
  }

  #value(value: unknown): void {
    switch (typeof value) {
      case "undefined":
        return this.#sink.byte(tag.undefined);
      case "boolean":
        return this.#sink.byte(value ? tag.true : tag.false);
      case "number":
        return this.#number(value);
      case "bigint":
        this.#sink.byte(tag.bigint);
        return this.#bigint(value);
      case "string":
        return this.#string(value);
      case "object":
        return value === null ? this.#sink.byte(tag.null) : this.#object(value);
      default:
        throw new TypeError(`a ${typeof value} cannot be cloned`);
    }
  }

  #number(value: number): void {
    if (isInt32(value)) {
      this.#sink.byte(tag.int32);
      this.#sink.whole(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      this.#sink.byte(tag.double);
      this.#sink.double(value);
    }
  }

  #bigint(value: bigint): void {
    const words: bigint[] = [];
    for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 64n)
      words.push(rest & 0xffffffffffffffffn);
    this.#sink.whole(words.length * 16 + (value < 0n ? 1 : 0));
    for (const word of words) this.#sink.word(word);
  }

  #string(value: string): void {
    if (/^[\0-\xff]*$/.test(value)) {
      this.#sink.byte(tag.latin1);
      this.#sink.whole(value.length);
      return this.#sink.bytes(Buffer.from(value, "latin1"));
    }
    const size = new Sink();
    size.whole(2 * value.length);
    // Its characters lie at even places.
    if ((this.#sink.length + 1 + size.length) % 2 === 1) this.#sink.byte(tag.padding);
    this.#sink.byte(tag.utf16);
    this.#sink.bytes(size.taken());
    this.#sink.bytes(Buffer.from(value, "utf16le"));
  }

  #object(value: object): void {
    if (ArrayBuffer.isView(value) && !this.#numbers.has(value)) this.#object(bufferOf(value));
    const known = this.#numbers.get(value);
    if (known !== undefined) {
      this.#sink.byte(tag.reference);
      return this.#sink.whole(known);
    }
    this.#numbers.set(value, this.#numbers.size);
    if (Array.isArray(value)) return this.#array(value);
    if (ArrayBuffer.isView(value)) return this.#view(value);
    if (types.isMap(value)) return this.#list(tag.map, entriesOf(value), tag.mapEnd);
    if (types.isSet(value)) return this.#list(tag.set, itemsOf(value), tag.setEnd);
    if (types.isArrayBuffer(value)) return this.#buffer(value);
    if (types.isDate(value)) {
      this.#sink.byte(tag.date);
      return this.#sink.double(Date.prototype.getTime.call(value));
    }
    if (types.isRegExp(value)) return this.#regexp(value);
    if (types.isBoxedPrimitive(value)) return this.#boxed(value);
    this.#sink.byte(tag.object);
    this.#end(tag.objectEnd, this.#properties(value, Object.keys(value)));
  }

  #list(start: number, items: readonly unknown[], end: number): void {
    this.#sink.byte(start);
    for (const item of items) this.#value(item);
    this.#end(end, items.length);
  }

  #end(end: number, ...counts: readonly number[]): void {
    this.#sink.byte(end);
    for (const count of counts) this.#sink.whole(count);
  }

  #properties(object: object, keys: readonly string[]): number {
    for (const key of keys) {
      this.#key(key);
      this.#value(Reflect.get(object, key));
    }
    return keys.length;
  }

  /** An index is written as a number. */
  #key(key: string): void {
    const index = Number(key);
    if (index < 2 ** 32 - 1 && String(index) === key && Number.isInteger(index) && index >= 0)
      this.#number(index);
    else this.#string(key);
  }

  #array(array: readonly unknown[]): void {
    this.#sink.byte(tag.array);
    this.#sink.whole(array.length);
    for (let index = 0; index < array.length; index += 1) {
      if (Object.hasOwn(array, index)) this.#value(array[index]);
      else this.#sink.byte(tag.hole);
    }
    this.#end(tag.arrayEnd, 0, array.length);
  }

  #buffer(buffer: ArrayBuffer): void {
    const { bytes, most } = bytesOf(buffer);
    this.#sink.byte(most === undefined ? tag.buffer : tag.resizableBuffer);
    this.#sink.whole(bytes.length);
    if (most !== undefined) this.#sink.whole(most);
    this.#sink.bytes(bytes);
  }

  #view(view: ArrayBufferView): void {
    if (isResizable(bufferOf(view))) {
      throw new TypeError("nothing says whether a view of a resizable ArrayBuffer follows its length");
    }
    this.#sink.byte(tag.view);
    this.#sink.byte(letters.get(nameOfTypedArray(view) ?? "DataView") ?? 0);
    const { offset, length } = placeOf(view);
    this.#sink.whole(offset);
    this.#sink.whole(length);
    this.#sink.whole(0);
  }

  #regexp(value: RegExp): void {
    this.#sink.byte(tag.regexp);
    this.#string(sourceOf(value));
    this.#sink.whole(flagsOf(value));
  }

  #boxed(value: object): void {
    if (types.isNumberObject(value)) {
      this.#sink.byte(tag.numberObject);
      this.#sink.double(Number.prototype.valueOf.call(value));
    } else if (types.isStringObject(value)) {
      this.#sink.byte(tag.stringObject);
      this.#string(String.prototype.valueOf.call(value));
    } else if (types.isBigIntObject(value)) {
      this.#sink.byte(tag.bigintObject);
      this.#bigint(BigInt.prototype.valueOf.call(value));
    } else if (types.isBooleanObject(value)) {
      this.#sink.byte(Boolean.prototype.valueOf.call(value) ? tag.trueObject : tag.falseObject);
    } else {
      throw new TypeError("a boxed symbol cannot be cloned");
    }
  }
}

/**
 * A value as V8's own serializer would write it, in an engine that has none.
 *
 * @throws Error for what structured clone refuses, and for views of resizable buffers.
 */
export function writeV8(value: unknown): Uint8Array {
  structuredClone(value); // it knows what is no plain object, although it may look like one
  return new Writer().write(value);
}
