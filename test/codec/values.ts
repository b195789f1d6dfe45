import { types } from "node:util";
import fc from "fast-check";
import { Alarm, Chest, Day, Drawer, Failure, Row, Square, Stack, Tags, Vault, Vector } from "./classes.ts";

const text = fc
  .string({ unit: "binary" })
  .chain((s) => fc.constantFrom(s, `${s}\ud800`, "__proto__", "length", "1", "01", ""));

const symbol = fc.constantFrom(Symbol.iterator, Symbol.asyncIterator, Symbol.for("memoir"), Symbol.for(""));

const primitive = fc.oneof(
  text,
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.boolean(),
  fc.constantFrom(null, undefined, -0, NaN, Infinity, 2 ** 53, 1e-320),
  symbol,
);

const bytes = fc.uint8Array({ maxLength: 40 });

function resizable(content: Uint8Array): ArrayBuffer {
  const memory = new ArrayBuffer(content.length, { maxByteLength: content.length + 16 });
  new Uint8Array(memory).set(content);
  return memory;
}

function viewsOf(content: Uint8Array): object {
  const memory = Uint8Array.from([...content, ...new Uint8Array(16)]).buffer;
  return {
    memory,
    a: new Uint8Array(memory, 3),
    b: new Float64Array(memory, 8, 1),
    c: new DataView(memory, 1, 7),
    d: new Int16Array(0),
  };
}

/** Objects with slots and nothing inside. */
const leaf = fc.oneof(
  fc.date({ noInvalidDate: false }),
  fc.constantFrom("a", "[/]\\/", "(?<n>x)|", "\n").map((source) => new RegExp(source, "gi")),
  fc.nat(5).map((lastIndex) => Object.assign(/a+/y, { lastIndex })),
  primitive.filter((value) => value !== null && value !== undefined).map((value) => Object(value) as object),
  bytes.map((content) => Uint8Array.from(content).buffer),
  bytes.map(resizable),
  bytes.map((content) => new Uint8Array(resizable(content))),
  bytes.map((content) => new DataView(resizable(content))),
  bytes.map(viewsOf),
  bytes.map((content) => Buffer.from(content)),
  fc.float64Array().map((content) => new Float64Array(content)),
  fc.float64Array().map((content) => new Vector(content)),
  fc.bigInt64Array(),
  fc.webUrl({ withQueryParameters: true }).map((address) => new URL(address)),
  fc.array(fc.tuple(text, text)).map((pairs) => new URLSearchParams(pairs)),
  fc
    .array(fc.tuple(fc.constantFrom("a", "b", "set-cookie"), fc.constantFrom("1", "2")))
    .map((pairs) => new Headers(pairs)),
);

const attributes = fc.record({
  writable: fc.boolean(),
  enumerable: fc.boolean(),
  configurable: fc.boolean(),
});

type Property = readonly [key: PropertyKey, value: unknown, attributes: PropertyDescriptor];

function descriptorOf(object: object, [key, value, given]: Property): PropertyDescriptor {
  // A length is made a number first: of a huge array, by way of a huge string.
  if (key === "length" && Array.isArray(object)) return { writable: given.writable };
  // The stack of an error whose message is no text cannot be read.
  return { ...given, value: key === "message" ? typeof value : value };
}

/** Defines what can be defined: an own key of the object may not be configurable. */
function withProperties(object: object, properties: readonly Property[]): object {
  for (const property of properties) {
    // An element of a view is made a number, which a symbol cannot be.
    if (ArrayBuffer.isView(object) && Object.hasOwn(object, property[0])) continue;
    Reflect.defineProperty(object, property[0], descriptorOf(object, property));
  }
  return object;
}

const without = (object: object, key: string): object => (Reflect.deleteProperty(object, key), object);

const opened = { writable: true, enumerable: true, configurable: true };
const { value: tree } = fc.letrec<{ value: unknown; object: object; container: object }>((tie) => {
  const items = fc.array(tie("value"), { maxLength: 5 });
  const record = fc.array(fc.tuple(text, tie("value"), fc.constant(opened)), { maxLength: 6 });
  const container = fc.oneof(
    record.map((properties) => withProperties({}, properties)),
    record.map((properties) => withProperties({}, properties)),
    record.map((properties) => withProperties(Object.create(null) as object, properties)),
    record.map((properties) => withProperties(Object.create(Square.prototype) as object, properties)),
    record.map((properties) => withProperties(Object.create({ inherited: 1 }) as object, properties)),
    items,
    items.map((list) => list.flatMap((item) => [item, item])),
    fc.tuple(items, fc.nat(3)).map(([list, at]) => (Reflect.deleteProperty(list, String(at)), list)),
    fc
      .tuple(items, fc.constantFrom(0, 3, 90, 150, 1e5, 2 ** 32 - 1))
      .map(([list, length]) => ((list.length = length), list)),
    items.map((list) => Object.setPrototypeOf(list, Stack.prototype) as object),
    fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 5 }).map((entries) => new Map(entries)),
    items.map((list) => new Set(list)),
    items.map((list) => new Tags(list)),
    fc.tuple(text, tie("value")).map(([message, cause]) => new RangeError(message, { cause })),
    fc.tuple(text, tie("value")).map(([message, cause]) => new Failure(message, { cause })),
    fc.tuple(items, text).map(([errors, message]) => new AggregateError(errors, message)),
  );
  const pair = fc.tuple(tie("value"), tie("value"));
  const instance = fc.oneof(
    pair.map(([content, spare]) => new Vault().fill(content, spare)),
    pair.map(([content, lid]) => new Chest(content, lid)),
    pair.map(([content, lid]) => without(new Chest(content, lid), "shown")),
    pair.map(([key, label]) => new Drawer([[key, label]]).label(label)),
    items.map((list) => Object.assign(new Row(), list).measure(list)),
    pair.map(([cause, level]) => new Alarm("x", { cause }).raise(level)),
    pair.map(([zone, other]) => Object.assign(new Day(5).at(zone), { other })),
  );
  const key = fc.oneof(text, symbol, fc.constantFrom("0", "7", "length", "stack", "message", "lastIndex"));
  const object = fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: tie("container") }, instance, leaf),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        fc.array(fc.tuple(key, tie("value"), attributes), { maxLength: 3 }),
      ),
      fc.oneof(
        { weight: 5, arbitrary: fc.constant("open") },
        fc.constantFrom("preventExtensions", "seal", "freeze"),
      ),
    )
    .map(([value, properties, level]) => close(withProperties(value as object, properties), level));
  return {
    container,
    object,
    value: fc.oneof({ depthSize: "small", withCrossShrink: true }, primitive, tie("object")),
  };
});

function close(object: object, level: string): object {
  try {
    if (level === "preventExtensions") Object.preventExtensions(object);
    if (level === "seal") Object.seal(object);
    if (level === "freeze") Object.freeze(object);
  } catch {
    // A view with elements cannot be frozen, and one of resizable memory cannot be closed.
  }
  return object;
}

function objectsIn(root: unknown): object[] {
  const found = new Set<object>();
  const pending: unknown[] = [root];
  for (let next = pending.pop(); pending.length > 0 || next !== undefined; next = pending.pop()) {
    if (typeof next !== "object" || next === null || found.has(next)) continue;
    found.add(next);
    if (types.isMap(next)) Map.prototype.forEach.call(next, (value, key) => void pending.push(key, value));
    if (types.isSet(next)) Set.prototype.forEach.call(next, (item) => void pending.push(item));
    if (next instanceof Vault) pending.push(next.content);
    if (ArrayBuffer.isView(next)) continue;
    for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(next)))
      pending.push(descriptor.value);
  }
  return [...found];
}

/** Values of every kind that can be stored, with shared references and cycles. */
export const storable: fc.Arbitrary<unknown> = fc
  .tuple(tree, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 }))
  .map(([root, links]) => {
    const objects = objectsIn(root);
    for (const [from, to] of links) {
      const [holder, held] = [objects[from % objects.length], objects[to % objects.length]];
      if (holder === undefined || ArrayBuffer.isView(holder)) continue;
      if (Array.isArray(holder) && Object.isExtensible(holder) && holder.length < 100)
        Reflect.set(holder, holder.length, held);
      else if (holder instanceof Vault) holder.fill(held, holder);
      else if (holder instanceof Map) Map.prototype.set.call(holder, held, held);
      else Reflect.defineProperty(holder, "link", { value: held, ...opened });
    }
    return root;
  });
