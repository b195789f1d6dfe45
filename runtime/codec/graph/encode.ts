import { brandOf, refusalOf, type Brand } from "../brand.ts";
import { nameOfPrototype, type Named } from "../classes.ts";
import { bufferOf } from "../intrinsics.ts";
import { Discovery } from "./discovery.ts";
import { open, type Graph, type Level, type Node, type Shape } from "./format.ts";
import { isPooled, unpooled } from "./pool.ts";
import { fieldsOf, type Fields } from "./privates.ts";
import { isIndex, keysOf, levelOf, propertiesOf, type Properties } from "./properties.ts";
import { elementsOf, slotOf } from "./slots.ts";

type Nameable = Exclude<Named, { readonly kind: "refused" }>;

/** What an object holds, public fields alone. */
interface Described {
  readonly slot: unknown;
  readonly found: Properties;
}

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
    const named = this.#named(number, object);
    const prototype = this.#prototype(number, object, named);
    const level = levelOf(object);
    const keys = keysOf(object, brand, level);
    const node = Array.isArray(object)
      ? this.#describeArray(number, object, keys, level)
      : this.#describeOther(number, object, keys, brand);
    const fields = fieldsOf(this.#discovery, number, object, brand, named.classes);
    const shape = this.#shape({ brand, prototype, level }, node.found, fields);
    return [shape, node.slot, ...node.found.cells, ...(fields?.cells ?? [])];
  }

  #describeOther(number: number, object: object, keys: readonly PropertyKey[], brand: Brand): Described {
    const slot = slotOf(this.#discovery, number, brand, object);
    if (ArrayBuffer.isView(object) && isPooled(object)) this.#notePool(number, object);
    return { slot, found: propertiesOf(this.#discovery, number, keys) };
  }

  #describeArray(
    number: number,
    array: readonly unknown[],
    keys: readonly PropertyKey[],
    level: Level,
  ): Described {
    const indices = keys.findIndex((key) => !isIndex(key, array.length));
    const count = indices < 0 ? keys.length : indices;
    const elements = elementsOf(this.#discovery, number, array, count, level);
    const rest = elements === undefined ? keys : keys.slice(count);
    return { slot: elements ?? array.length, found: propertiesOf(this.#discovery, number, rest) };
  }

  #named(number: number, object: object): Nameable {
    const prototype = Object.getPrototypeOf(object) as object | null;
    let named = this.#prototypes.get(prototype);
    if (named === undefined) this.#prototypes.set(prototype, (named = nameOfPrototype(prototype)));
    return named.kind === "refused" ? this.#discovery.refuse(number, named.reason) : named;
  }

  #prototype(number: number, object: object, named: Nameable): Shape["prototype"] {
    if (named.kind === "named") return named.name;
    const prototype = Object.getPrototypeOf(object) as object;
    return this.#discovery.numberOf(prototype, number, { kind: "slot", name: "[[Prototype]]" });
  }

  #shape(
    { brand, prototype, level }: Pick<Shape, "brand" | "prototype" | "level">,
    { keys, attributes }: Properties,
    fields: Fields | undefined,
  ): number {
    const usual = attributes.every((bits) => bits === open);
    const privates = fields?.classes;
    const signature = JSON.stringify([brand, prototype, level, keys, usual || attributes, privates]);
    let number = this.#shapeNumbers.get(signature);
    if (number === undefined) {
      const shape = { brand, prototype, level, keys, attributes: usual ? undefined : attributes };
      number = this.#shapes.push(privates === undefined ? shape : { ...shape, privates }) - 1;
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
