import { tag, version } from "./format.ts";

/**
 * Elements that arrays with holes may have for each byte of a body. What memoir writes has two for each that is there
 * and a hundred more at most, see `exactCodec` and `elementsOf`: fewer than 25 for each byte.
 */
const ELEMENTS = 32;

/** What follows each tag: that many bytes, then that many integers of variable length. */
const layouts: readonly (readonly [kind: number, bytes: number, integers: number])[] = [
  [tag.padding, 0, 0],
  [tag.undefined, 0, 0],
  [tag.null, 0, 0],
  [tag.true, 0, 0],
  [tag.false, 0, 0],
  [tag.int32, 0, 1],
  [tag.uint32, 0, 1],
  [tag.double, 8, 0],
  [tag.reference, 0, 1],
  [tag.object, 0, 0],
  [tag.objectEnd, 0, 1],
  [tag.array, 0, 1],
  [tag.arrayEnd, 0, 2],
  [tag.sparseArrayEnd, 0, 2],
  [tag.hole, 0, 0],
  [tag.date, 8, 0],
  [tag.trueObject, 0, 0],
  [tag.falseObject, 0, 0],
  [tag.numberObject, 8, 0],
  [tag.stringObject, 0, 0],
  [tag.map, 0, 0],
  [tag.mapEnd, 0, 1],
  [tag.set, 0, 0],
  [tag.setEnd, 0, 1],
  [tag.view, 0, 4],
];

/** Of a tag that what follows has no fixed layout. */
const VARIES = 0xff;
const bytesAfter = new Uint8Array(256).fill(VARIES);
const integersAfter = new Uint8Array(256);
for (const [kind, bytes, integers] of layouts) {
  bytesAfter[kind] = bytes;
  integersAfter[kind] = integers;
}

/**
 * Checks that what a serializer of V8 wrote does not ask for more memory than its size justifies. An array with holes
 * says how long it is, and V8 takes memory for all of it: a body of a few bytes could end the process. Goes from tag to
 * tag without looking at how they nest, so that it takes a small part of the time of reading them.
 *
 * @throws Error where there is more, and for a tag that memoir does not write.
 */
export function checkV8(bytes: Uint8Array): void {
  const end = bytes.length;
  if (bytes[0] !== tag.version || bytes[1] !== version) throw damaged();
  let left = ELEMENTS * end;
  let at = 2;
  /** An integer of a regular expression follows its source, which has a tag of its own. */
  let flagsFollow = false;

  const skip = (): void => {
    while ((bytes[at] ?? 0) >= 0x80) at += 1;
    at += 1;
  };
  const pass = (count: number): void => void (at += count);
  const whole = (): number => {
    let value = 0;
    for (let weight = 1; ; weight *= 0x80) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * weight;
      // V8 would take the lowest bits of a larger one.
      if (value >= 2 ** 32) throw damaged();
      if (byte < 0x80) return value;
    }
  };

  while (at < end) {
    const kind = bytes[at++] ?? 0;
    const fixed = bytesAfter[kind] ?? VARIES;
    if (fixed !== VARIES) {
      at += fixed;
      for (let integers = integersAfter[kind] ?? 0; integers > 0; integers -= 1) skip();
      continue;
    }
    switch (kind) {
      case tag.latin1:
      case tag.utf16:
        pass(whole());
        if (flagsFollow) skip();
        flagsFollow = false;
        break;
      case tag.regexp:
        flagsFollow = true;
        break;
      case tag.bigint:
      case tag.bigintObject:
        pass(whole() >>> 1);
        break;
      case tag.buffer:
        pass(whole());
        break;
      case tag.resizableBuffer: {
        const length = whole();
        skip();
        pass(length);
        break;
      }
      case tag.sparseArray:
        left -= whole();
        if (left < 0) throw new Error("the entry says more than its bytes can hold");
        break;
      default:
        throw damaged();
    }
  }
  if (at !== end) throw damaged();
}

const damaged = (): Error => new Error("these bytes are none that memoir wrote");
