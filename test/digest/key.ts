import { $file } from "../../runtime/definition/file.ts";
import { FORMAT } from "../../runtime/format.ts";
import { $code, $fn } from "../../runtime/definition/function.ts";
import type { Captures } from "../../runtime/definition/definition.ts";
import { keyOf, type Component, type Key, type Refusal } from "../../runtime/digest/key.ts";
import { $unit } from "../../runtime/unit/open-unit.ts";
import type { Unit, UnitSpec } from "../../runtime/unit/unit.ts";

export const file = $file(FORMAT, "src/test.ts", import.meta.url);

const persistent: UnitSpec = { tier: "persistent", form: "function", name: "unit" };

/** A unit as rewritten code states it; the code digest and the slots are given by hand. */
export function unit(
  slots = "",
  captures: Captures = () => [],
  spec: Partial<UnitSpec> = {},
  code = "UNIT",
): Unit {
  return $unit(file, { ...persistent, ...spec }, `${code}|unit|1${slots && `|${slots}`}`, captures);
}

/** A function as rewritten code defines it. */
export const define = <F>(f: F, code: string, slots = "", captures: Captures = () => []): F =>
  $fn(f, () => [$code(file, `${code}|${code.toLowerCase()}|7${slots && `|${slots}`}`), captures]);

export const take = (
  of: Unit,
  args: readonly unknown[] = [],
  extra: readonly Component[] = [],
): Key | Refusal => keyOf(of, args, of.captures, extra);

const plain = unit();

/** The key of a call with these arguments that captures nothing. */
export function key(...args: readonly unknown[]): string {
  return keyed(take(plain, args));
}

export function keyed(found: Key | Refusal): string {
  if (!found.ok) throw new Error(`refused: ${found.path}: ${found.reason}`);
  return found.key;
}

/** Why a call with these arguments is refused. */
export function refusal(...args: readonly unknown[]): string {
  return refused(take(plain, args));
}

export function refused(found: Key | Refusal): string {
  if (found.ok) throw new Error("not refused");
  return `${found.path}: ${found.reason}`;
}
