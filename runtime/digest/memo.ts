import type { Definition } from "../definition/definition.ts";
import type { Unit } from "../unit/unit.ts";
import { readCaptures } from "./captures.ts";
import { isUntouched } from "./extras.ts";
import type { Walk } from "./walk.ts";
import type { Written } from "./writer.ts";

/** What a walk of a unit's code and captures gave, and what must still hold for it to be so. */
interface Memo {
  readonly written: Written;
  readonly met: readonly unknown[];
  readonly read: readonly { readonly definition: Definition; readonly values: readonly unknown[] }[];
  readonly mutable: boolean;
  readonly readsNames: boolean;
}

const memos = new WeakMap<Unit, Memo>();

/** Remembers a walk that met only code and primitives: such things have no inside that could change. */
export function remember(unit: Unit, walk: Walk): void {
  if (walk.reachesData) return;
  const { met, read, mutable, readsNames } = walk;
  const { bytes, boundaries, references } = walk.out.written();
  const written = { bytes: Buffer.from(bytes), boundaries, references };
  memos.set(unit, { written, met: met.slice(), read: read.slice(), mutable, readsNames });
}

/**
 * Puts a remembered walk in place of a new one. False where there is none or where it does not hold: everything
 * that was captured is read again and compared, nothing is trusted.
 */
export function recall(unit: Unit, walk: Walk): boolean {
  const memo = memos.get(unit);
  if (memo === undefined) return false;
  if (!memo.read.every(holds) || !memo.met.every(isAsMade)) {
    memos.delete(unit);
    return false;
  }
  walk.out.resume(memo.written);
  for (const value of memo.met) walk.number(value);
  walk.mutable = memo.mutable;
  walk.readsNames = memo.readsNames;
  return true;
}

function holds({ definition, values }: Memo["read"][number]): boolean {
  const now = readCaptures(definition.captures);
  return now.length === values.length && now.every((value, at) => Object.is(value, values[at]));
}

const isAsMade = (value: unknown): boolean => typeof value !== "function" || isUntouched(value);
