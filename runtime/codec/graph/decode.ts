import { classByName, prototypeByName } from "../classes.ts";
import { addEntry, addItem, installStack, searchParamsOf } from "../intrinsics.ts";
import { addAllPrivates, makeBare, restorerOf, type Restorer } from "../privates.ts";
import {
  attribute,
  open,
  type Cell,
  type Graph,
  type Node,
  type Shape,
  type Slots,
  type SymbolCell,
} from "./format.ts";
import { symbolFromCell } from "./symbol.ts";

/** A shape, with what this process has for its names. */
interface Mold extends Shape {
  readonly names: readonly PropertyKey[];
  /** Undefined where the prototype is an object of the graph. */
  readonly proto: object | null | undefined;
  /** For each key: assignment makes the property, for no setter and no frozen property is in its way. */
  readonly assignable: readonly boolean[];
  /** Of the private members, parents first. */
  readonly restorers: readonly Restorer[];
}

/** @throws Error where the class of this process is not made like the one that was stored. */
function restorersOf({ brand, privates = [] }: Shape): Restorer[] {
  return privates.map(([name, fields], at) => {
    const restorer = restorerOf(classByName(name));
    if (typeof restorer === "string") throw new Error(`class ${name}: ${restorer}`);
    const fits = !restorer.isBase || (at === 0 && brand === "object");
    if (restorer.names.length !== fields || !fits) throw new Error(`class ${name} has other private fields`);
    return restorer;
  });
}

function moldOf(shape: Shape): Mold {
  const names = shape.keys.map((key) => (typeof key === "string" ? key : symbolFromCell(key)));
  const proto = typeof shape.prototype === "number" ? undefined : prototypeByName(shape.prototype);
  const assignable = names.map(
    (name, at) =>
      shape.brand === "object" &&
      proto !== undefined &&
      (shape.attributes?.[at] ?? open) === open &&
      (proto === null || !(name in proto)),
  );
  return { ...shape, names, proto, assignable, restorers: restorersOf(shape) };
}

class Decoder {
  readonly #molds: readonly Mold[];
  readonly #nodes: readonly Node[];
  readonly #objects: object[] = [];

  constructor(graph: Graph) {
    this.#molds = graph.shapes.map(moldOf);
    this.#nodes = graph.nodes;
  }

  decode(root: Cell): unknown {
    for (const node of this.#nodes) this.#objects.push(this.#create(node));
    this.#linkParams();
    this.#addPrivates();
    this.#nodes.forEach((node, number) => this.#setPrototype(node, this.#object(number)));
    this.#nodes.forEach((node, number) => this.#fill(node, this.#object(number)));
    this.#nodes.forEach((node, number) => this.#close(node, this.#object(number)));
    return this.#value(root);
  }

  #mold(node: Node): Mold {
    const mold = this.#molds[node[0]];
    if (mold === undefined) throw new Error("the entry names a shape that it does not have");
    return mold;
  }

  #object(number: number): object {
    const object = this.#objects[number];
    if (object === undefined) throw new Error("the entry names an object that it does not have");
    return object;
  }

  #value(cell: Cell): unknown {
    if (typeof cell !== "object" || cell === null) return cell;
    const [first] = cell as readonly [number] | SymbolCell;
    return typeof first === "number" ? this.#object(first) : symbolFromCell(cell as SymbolCell);
  }

  /** No constructor of the project runs: built-in slots come from the built-in, the prototype is set after. */
  #create(node: Node): object {
    const mold = this.#mold(node);
    const slot = node[1];
    switch (mold.brand) {
      case "object":
        if (mold.restorers[0]?.isBase === true) return makeBare(mold.restorers[0]);
        return Object.create(mold.proto === undefined ? null : mold.proto) as object;
      case "array":
        return Array.isArray(slot) ? (slot as unknown[]) : sparse(slot as number);
      case "map":
        return new Map();
      case "set":
        return new Set();
      case "error":
        return new Error();
      case "symbol":
        return Object(this.#value(slot)) as object;
      case "native":
        return slot as Slots["native"];
      case "url":
        return new URL((slot as Slots["url"])[0]);
      case "params":
        return new URLSearchParams(slot as [string, string][]);
      case "headers":
        return new Headers(slot as [string, string][]);
    }
  }

  /** The parameters of a URL are the URL's own object, so that changing them changes the URL. */
  #linkParams(): void {
    this.#nodes.forEach((node, number) => {
      if (this.#mold(node).brand !== "url") return;
      const [params] = (node[1] as Slots["url"])[1] as readonly [number];
      this.#objects[params] = searchParamsOf(this.#object(number));
    });
  }

  /** Without a prototype, so that what an initialiser assigns meets no setter. */
  #addPrivates(): void {
    const additions = new Map<Restorer, object[]>();
    this.#nodes.forEach((node, number) => {
      for (const restorer of this.#mold(node).restorers) {
        if (restorer.isBase) continue;
        const objects = additions.get(restorer) ?? [];
        additions.set(restorer, objects);
        objects.push(this.#object(number));
        Object.setPrototypeOf(this.#object(number), null);
      }
    });
    addAllPrivates(additions);
  }

  #writePrivates(node: Node, object: object): void {
    const { names, restorers } = this.#mold(node);
    let at = 2 + names.length;
    for (const restorer of restorers) {
      restorer.write(
        object,
        restorer.names.map(() => this.#value(node[at++])),
      );
    }
  }

  #setPrototype(node: Node, object: object): void {
    const { prototype, proto } = this.#mold(node);
    const wanted = typeof prototype === "number" ? this.#object(prototype) : (proto ?? null);
    if (Object.getPrototypeOf(object) !== wanted) Object.setPrototypeOf(object, wanted);
  }

  #fill(node: Node, object: object): void {
    const mold = this.#mold(node);
    if (mold.brand === "map") this.#fillMap(object, node[1] as Slots["map"]);
    if (mold.brand === "set") for (const item of node[1] as Slots["set"]) addItem(object, this.#value(item));
    if (object === node[1] && Array.isArray(object)) this.#fillArray(object);
    if (mold.brand === "error")
      for (const key of Reflect.ownKeys(object)) Reflect.deleteProperty(object, key);
    for (let at = 0; at < mold.names.length; at += 1) {
      const name = mold.names[at] ?? "";
      const value = this.#value(node[at + 2]);
      if (mold.assignable[at] === true) (object as Record<PropertyKey, unknown>)[name] = value;
      else define(object, name, value, mold.attributes?.[at] ?? open);
    }
    if (mold.restorers.length > 0) this.#writePrivates(node, object);
  }

  #fillMap(map: object, cells: Slots["map"]): void {
    for (let at = 0; at < cells.length; at += 2) {
      addEntry(map, this.#value(cells[at]), this.#value(cells[at + 1]));
    }
  }

  /** The array is the list of its cells, so each element is there already, and no setter can run. */
  #fillArray(array: unknown[]): void {
    for (let index = 0; index < array.length; index += 1) {
      const cell = array[index];
      if (typeof cell === "object" && cell !== null && Object.hasOwn(array, index))
        array[index] = this.#value(cell);
    }
  }

  #close(node: Node, object: object): void {
    const { level } = this.#mold(node);
    // Elements of a view cannot be sealed, but V8 calls a view sealed that is not extensible.
    if (level === 1 || (level > 1 && ArrayBuffer.isView(object))) Object.preventExtensions(object);
    else if (level === 2) Object.seal(object);
    else if (level === 3) Object.freeze(object);
  }
}

/** An array without elements. Up to some length V8 would take memory for all of them, but for the far one here. */
function sparse(length: number): unknown[] {
  const array: unknown[] = [];
  if (length === 0) return array;
  Object.defineProperty(array, length - 1, { value: undefined, configurable: true });
  Reflect.deleteProperty(array, length - 1);
  return array;
}

function define(object: object, name: PropertyKey, value: unknown, bits: number): void {
  const enumerable = (bits & attribute.enumerable) !== 0;
  const configurable = (bits & attribute.configurable) !== 0;
  if ((bits & attribute.stack) !== 0) {
    installStack(object, value);
    Object.defineProperty(object, name, { enumerable, configurable });
    return;
  }
  const writable = (bits & attribute.writable) !== 0;
  Object.defineProperty(object, name, { value, writable, enumerable, configurable });
}

/**
 * Each cell takes a byte at least, and no two lists are the same one: so what a graph makes is no more than its body says.
 * Where it is more, the body was made up. An array may have holes, which take no bytes, as many as are written in place.
 *
 * @throws Error where there is more, and where one list stands in two places.
 */
function checkSize({ shapes, nodes }: Graph, bytes: number): void {
  let left = bytes;
  const met = new Set<unknown>();
  const take = (list: unknown, cells = Array.isArray(list) ? list.length : 0): void => {
    left -= cells;
    if (left < 0) throw new Error("the entry says more than its bytes can hold");
    if (Array.isArray(list) && met.size === met.add(list).size)
      throw new Error("the entry has one list in two places");
  };
  take(shapes);
  take(nodes);
  for (const { keys, privates } of shapes) {
    take(keys);
    take(privates);
  }
  for (const node of nodes) {
    const [number, slot] = node;
    const { brand, keys = [] } = shapes[number] ?? {};
    take(node, Math.max(node.length, keys.length));
    take(slot, brand === "array" && Array.isArray(slot) ? Math.max(0, (slot.length - 100) / 2) : undefined);
  }
}

/**
 * The value that a graph describes, in fresh objects. Properties are defined, never assigned over something
 * inherited, so a body cannot run a setter or change a prototype.
 *
 * @param bytes that the graph was read from: it cannot say more than they do
 * @throws Error where this process lacks a class or symbol that the graph names.
 */
export function fromGraph(graph: Graph, bytes = Infinity): unknown {
  checkSize(graph, bytes);
  return new Decoder(graph).decode(graph.root);
}
