import { brandOf, refusalOf, type Brand } from "../brand.ts";
import { nameOfPrototype, refusalOfPrivates, type Named } from "../classes.ts";
import { bufferOf } from "../intrinsics.ts";
import { Discovery } from "./discovery.ts";
import { open, type Graph, type Level, type Node, type Shape } from "./format.ts";
import { isPooled, unpooled } from "./pool.ts";
import { isIndex, keysOf, levelOf, propertiesOf, type Properties } from "./properties.ts";
import { elementsOf, slotOf } from "./slots.ts";

/** Describes every object that a value reaches, one after the other: nothing here recurses. */
class Encoder {
  readonly #discovery: Discovery;
  readonly #shapes: Shape[] = [];
  readonly #shapeNumbers = new Map<string, number>();
  readonly #nodes: Node[] = [];
  readonly #prototypes = new Map<object | null, Named>();
  /** Pool → the Buffers in it, by number. */
  readonly #pools = new Map<ArrayBufferLike, Map<number, ArrayBufferView>>();

  constructor(root: string) {
    this.#discovery = new Discovery(root);
  }

  encode(value: unknown): Graph {
    const root = this.#discovery.cellOf(value, -1, undefined);
    for (let number = 0; number < this.#discovery.count; number += 1) {
      const object = this.#discovery.at(number);
      if (object !== undefined) this.#nodes.push(this.#describe(number, object));
    }
    this.#leavePools();
    return { shapes: this.#shapes, nodes: this.#nodes, root };
  }

  #brand(number: number, object: object): Brand {
    const reason = refusalOf(object);
    return reason === undefined ? brandOf(object) : this.#discovery.refuse(number, reason);
  }

  #describe(number: number, object: object): Node {
    const brand = this.#brand(number, object);
    const prototype = this.#prototype(number, object);
    const level = levelOf(object);
    const keys = keysOf(object, brand, level);
    if (Array.isArray(object)) return this.#describeArray(number, object, prototype, level, keys);
    const slot = slotOf(this.#discovery, number, brand, object);
    if (ArrayBuffer.isView(object) && isPooled(object)) this.#notePool(number, object);
    const found = propertiesOf(this.#discovery, number, keys);
    return [this.#shape(brand, prototype, level, found), slot, ...found.cells];
  }

  #describeArray(
    number: number,
    array: readonly unknown[],
    prototype: Shape["prototype"],
    level: Level,
    keys: readonly PropertyKey[],
  ): Node {
    const indices = keys.findIndex((key) => !isIndex(key, array.length));
    const count = indices < 0 ? keys.length : indices;
    const elements = elementsOf(this.#discovery, number, array, count, level);
    const rest = elements === undefined ? keys : keys.slice(count);
    const found = propertiesOf(this.#discovery, number, rest);
    return [this.#shape("array", prototype, level, found), elements ?? array.length, ...found.cells];
  }

  #prototype(number: number, object: object): Shape["prototype"] {
    const prototype = Object.getPrototypeOf(object) as object | null;
    let named = this.#prototypes.get(prototype);
    if (named === undefined) this.#prototypes.set(prototype, (named = nameOfPrototype(prototype)));
    if (named.kind === "refused") return this.#discovery.refuse(number, named.reason);
    const reason = refusalOfPrivates(object, named.classes);
    if (reason !== undefined) return this.#discovery.refuse(number, reason);
    if (named.kind === "named") return named.name;
    return this.#discovery.numberOf(prototype ?? object, number, { kind: "slot", name: "[[Prototype]]" });
  }

  #shape(
    brand: Brand,
    prototype: Shape["prototype"],
    level: Level,
    { keys, attributes }: Properties,
  ): number {
    const usual = attributes.every((bits) => bits === open);
    const signature = JSON.stringify([brand, prototype, level, keys, usual || attributes]);
    let number = this.#shapeNumbers.get(signature);
    if (number === undefined) {
      number =
        this.#shapes.push({ brand, prototype, level, keys, attributes: usual ? undefined : attributes }) - 1;
      this.#shapeNumbers.set(signature, number);
    }
    return number;
  }

  #notePool(number: number, view: ArrayBufferView): void {
    const memory = bufferOf(view);
    const inside = this.#pools.get(memory) ?? new Map<number, ArrayBufferView>();
    this.#pools.set(memory, inside.set(number, view));
  }

  /** Gives Buffers memory of their own, unless something else in the value needs all of the pool. */
  #leavePools(): void {
    for (const [pool, views] of this.#pools) {
      if (this.#discovery.has(pool)) continue;
      for (const [number, copy] of unpooled(pool, views)) {
        const node = this.#nodes[number];
        if (node !== undefined) node[1] = copy;
      }
    }
  }
}

/**
 * A value as a table of its objects: prototypes, slots, properties with their attributes, whether they are frozen.
 *
 * @param root how to call the value in messages: `result`.
 * @throws NotStorable where a part could not be brought back as it is, with the path to it.
 */
export function toGraph(value: unknown, root: string): Graph {
  return new Encoder(root).encode(value);
}
