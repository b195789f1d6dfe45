import { tag, version } from "./format.ts";
import { Source } from "./source.ts";

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
 * @throws Error where there is more, and for what memoir does not write.
 */
export function checkV8(bytes: Uint8Array): void {
  const source = new Source(bytes);
  if (source.byte() !== tag.version || source.byte() !== version) throw damaged();
  let elements = ELEMENTS * bytes.length;
  /** A regular expression's flags follow its source, which has a tag of its own. */
  let flagsFollow = false;
  while (!source.isAtEnd) {
    const kind = source.byte();
    const fixed = bytesAfter[kind] ?? VARIES;
    if (fixed !== VARIES) {
      source.skip(fixed);
      for (let integers = integersAfter[kind] ?? 0; integers > 0; integers -= 1) source.whole();
    } else if (kind === tag.sparseArray) {
      elements -= length(source);
      if (elements < 0) throw new Error("the entry says more than its bytes can hold");
    } else if (kind === tag.regexp) {
      flagsFollow = true;
    } else {
      source.skip(contentLength(kind, source));
      if (flagsFollow) source.whole();
      flagsFollow = false;
    }
  }
}

/** How many bytes belong to a tag that says so itself. */
function contentLength(kind: number, source: Source): number {
  switch (kind) {
    case tag.latin1:
    case tag.utf16:
    case tag.buffer:
      return length(source);
    case tag.resizableBuffer: {
      const now = length(source);
      source.whole(); // what it may grow to takes no memory yet
      return now;
    }
    case tag.bigint:
    case tag.bigintObject:
      return length(source) >>> 1; // the lowest bit is the sign
    default:
      throw damaged();
  }
}

function length(source: Source): number {
  const value = source.whole();
  // V8 would take the lowest bits of a larger one.
  if (!(value < 2 ** 32)) throw damaged();
  return value;
}

const damaged = (): Error => new Error("these bytes are none that memoir wrote");
