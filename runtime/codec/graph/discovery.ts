import { NotStorable } from "../codec.ts";
import { printStep, type Step } from "../path.ts";
import type { Cell } from "./format.ts";
import { symbolToCell } from "./symbol.ts";

/** The objects that a walk has found, numbered in the order in which it found them. */
export class Discovery {
  readonly #root: string;
  readonly #numbers = new Map<object, number>();
  readonly #objects: object[] = [];
  /** For each object: who held it first, and where. */
  readonly #holders: number[] = [];
  readonly #steps: (Step | undefined)[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  get count(): number {
    return this.#objects.length;
  }

  at(number: number): object | undefined {
    return this.#objects[number];
  }

  has(object: object): boolean {
    return this.#numbers.has(object);
  }

  /** The number of an object, which is put in line to be described if it is new. */
  numberOf(object: object, holder: number, step: Step | undefined): number {
    const known = this.#numbers.get(object);
    if (known !== undefined) return known;
    const number = this.#objects.push(object) - 1;
    this.#numbers.set(object, number);
    this.#holders.push(holder);
    this.#steps.push(step);
    return number;
  }

  /** @throws NotStorable for a function, and for a symbol of this process alone. */
  cellOf(value: unknown, holder: number, step: Step | undefined): Cell {
    if (typeof value === "object" && value !== null) return [this.numberOf(value, holder, step)];
    // Functions are numbered too, so that whoever describes them says why not, with the path.
    if (typeof value === "function") return [this.numberOf(value, holder, step)];
    if (typeof value !== "symbol") return value;
    const cell = symbolToCell(value);
    if (cell !== undefined) return cell;
    return this.refuse(holder, "a symbol of this process alone cannot be stored: use Symbol.for", step);
  }

  /** Always throws: the path of an object, or of a part of it, and why it cannot be stored. */
  refuse(holder: number, reason: string, step?: Step): never {
    const steps = step === undefined ? [] : [printStep(step)];
    for (let at = holder; at >= 0; at = this.#holders[at] ?? -1) {
      const outer = this.#steps[at];
      if (outer !== undefined) steps.push(printStep(outer));
    }
    throw new NotStorable(this.#root + steps.reverse().join(""), reason);
  }
}
