import { configuration, type Configured } from "../configure.ts";
import { filesStated } from "../definition/file.ts";
import type { Key } from "../digest/key.ts";
import { recall, type ReadCode } from "../digest/read-code.ts";
import { flatArguments } from "../digest/simple-key.ts";
import { logsHits } from "../log.ts";
import { hasScopes } from "../policy.ts";
import { settingsFor } from "../settings.ts";
import type { OpenUnit } from "./open-unit.ts";
import { isAsking } from "./probe.ts";
import type { Result } from "./results.ts";
import type { Unit } from "./unit.ts";

/*
 * Hits of memory units by arguments that are primitives, without a key: Maps of Maps by argument; and by those that are
 * objects of primitives, by a text that says what these hold. They hold nothing that
 * the results do not hold, and only as long as the key of the same call would be the same.
 */

/** A result that has nothing to say but its value. */
export interface Leaf {
  readonly value: unknown;
  readonly key: string;
  readonly result: Result;
}

type Node = Map<unknown, Node | Leaf>;

/** What a unit's results by argument hold for. */
export class Quick {
  readonly isBounded: boolean;
  readonly #unit: OpenUnit;
  readonly #code: ReadCode | undefined;
  readonly #stated = filesStated();
  readonly #version: number;
  /** By number of arguments. */
  readonly #roots: (Node | Leaf | undefined)[] = [];
  /** By arguments as a text, where one is an object. */
  #flat: Map<string, Leaf> | undefined;
  #leaves = 0;

  constructor(unit: OpenUnit, code: ReadCode | undefined) {
    this.#unit = unit;
    this.#code = code;
    this.#version = unit.results.version;
    this.isBounded = unit.spec.tier === "lru";
  }

  /** Whether the key of a call would still be what it was. */
  holds(code = this.#code): boolean {
    if (this.#stated !== filesStated() || code !== this.#code) return false;
    if (!this.isBounded && this.#version !== this.#unit.results.version) return false;
    return this.#code === undefined || recall(this.#unit, this.#unit.captures) === this.#code;
  }

  get(args: readonly unknown[]): Leaf | undefined {
    const flat = this.#flat === undefined ? undefined : flatArguments(args);
    if (flat !== undefined) return this.#flat?.get(flat);
    let node = this.#roots[args.length];
    for (let at = 0; node !== undefined && at < args.length; at += 1) {
      const arg = args[at];
      // A Map takes the two zeros for one.
      if (arg === 0 && Object.is(arg, -0)) return undefined;
      node = (node as Node).get(arg);
    }
    return node as Leaf | undefined;
  }

  add(args: readonly unknown[], leaf: Leaf): void {
    // Of a bounded unit, results go one by one without a word: what leads to them goes all at once.
    if (this.#leaves > 2 * this.#unit.results.bound.entries) {
      this.#roots.length = this.#leaves = 0;
      this.#flat?.clear();
    }
    this.#leaves += 1;
    const flat = flatArguments(args);
    if (flat !== undefined) {
      (this.#flat ??= new Map()).set(flat, leaf);
      return;
    }
    const last = args.length - 1;
    if (last < 0) {
      this.#roots[0] = leaf;
      return;
    }
    let node = (this.#roots[args.length] ??= new Map()) as Node;
    for (let at = 0; at < last; at += 1) {
      let inner = node.get(args[at]) as Node | undefined;
      if (inner === undefined) node.set(args[at], (inner = new Map()));
      node = inner;
    }
    node.set(args[last], leaf);
  }
}

// Taken before a test can put another in its place.
const later = setImmediate;
let looked: Configured | undefined;
let isPlain = false;

const forget = (): void => {
  looked = undefined;
};

/**
 * Whether hits are served as they are, and nobody is told. The environment is looked at once in a turn of the event
 * loop: reading it takes longer than a hit.
 */
function isServedPlainly(unit: OpenUnit): boolean {
  if (looked !== configuration()) {
    looked = configuration();
    isPlain = settingsFor(unit.file).mode === "on" && !logsHits();
    later(forget).unref();
  }
  return isPlain && !hasScopes() && !isAsking();
}

/** The result of a call that is known by its arguments alone. Counts as a hit. */
export function quickHit(stated: Unit | undefined, args: readonly unknown[]): Leaf | undefined {
  // Every unit is an open one; asking would take as long as the rest.
  const unit = stated as OpenUnit | undefined;
  const quick = unit?.quick;
  if (unit === undefined || quick === undefined || !isServedPlainly(unit)) return undefined;
  const leaf = quick.get(args);
  if (leaf === undefined) return undefined;
  if (!quick.holds()) {
    unit.quick = undefined;
    return undefined;
  }
  // The least recently used result of a bounded unit goes first.
  if (quick.isBounded && unit.results.get(leaf.key) !== leaf.result) return undefined;
  unit.hits += 1;
  unit.timeSaved += leaf.result.duration;
  return leaf;
}

/** Notes a hit, so that the same call finds it by its arguments. */
export function learn(unit: OpenUnit, args: readonly unknown[], key: Key): void {
  const { spec, results } = unit;
  if (key.simple === undefined) return;
  if (spec.tier === "persistent" || spec.ttl !== undefined || spec.code !== undefined) return;
  const result = results.peek(key.key);
  if (result === undefined || !saysNothing(result) || args.some((arg) => Object.is(arg, -0))) return;
  const { code } = key.simple;
  if (unit.quick?.holds(code) !== true) unit.quick = new Quick(unit, code);
  if (result.content.kind === "value") {
    unit.quick.add(args, { value: result.content.value, key: key.key, result });
  }
}

/** Whether a unit around has nothing to learn from a result, and the caller gets its value as it is. */
const saysNothing = ({ content, promise, life, seen }: Result): boolean =>
  content.kind === "value" &&
  !promise &&
  life.inherited === undefined &&
  life.tags.length === 0 &&
  (seen === undefined || seen.length === 0);
