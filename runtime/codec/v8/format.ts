/**
 * What V8's serializer writes, version 15 of its format: a tag for each value, then what belongs to it. Integers are
 * of variable length, seven bits a byte, the lowest first; doubles are as the machine has them. Objects are numbered
 * in the order in which they begin, but for a view, whose buffer comes before it.
 */
export const version = 15;

const code = (character: string): number => character.charCodeAt(0);

export const tag = {
  version: 0xff,
  padding: 0,
  undefined: code("_"),
  null: code("0"),
  true: code("T"),
  false: code("F"),
  int32: code("I"),
  uint32: code("U"),
  double: code("N"),
  bigint: code("Z"),
  latin1: code('"'),
  utf16: code("c"),
  reference: code("^"),
  object: code("o"),
  objectEnd: code("{"),
  array: code("A"),
  arrayEnd: code("$"),
  sparseArray: code("a"),
  sparseArrayEnd: code("@"),
  hole: code("-"),
  date: code("D"),
  trueObject: code("y"),
  falseObject: code("x"),
  numberObject: code("n"),
  bigintObject: code("z"),
  stringObject: code("s"),
  regexp: code("R"),
  map: code(";"),
  mapEnd: code(":"),
  set: code("'"),
  setEnd: code(","),
  buffer: code("B"),
  resizableBuffer: code("~"),
  view: code("V"),
} as const;

/** The classes of views, each with its letter. */
export const views: readonly (readonly [name: string, letter: number])[] = [
  ["Int8Array", code("b")],
  ["Uint8Array", code("B")],
  ["Uint8ClampedArray", code("C")],
  ["Int16Array", code("w")],
  ["Uint16Array", code("W")],
  ["Int32Array", code("d")],
  ["Uint32Array", code("D")],
  ["Float16Array", code("h")],
  ["Float32Array", code("f")],
  ["Float64Array", code("F")],
  ["BigInt64Array", code("q")],
  ["BigUint64Array", code("Q")],
  ["DataView", code("?")],
];

/** Bits of a view: its length follows that of its buffer; its buffer is resizable. */
export const viewFlag = { tracksLength: 1, isResizable: 2 } as const;

/** Flags of a regular expression in the order of their bits. V8's own `l` is the seventh. */
export const regexpFlags = "gimyusldv";
