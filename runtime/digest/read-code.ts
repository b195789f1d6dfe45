import { hash } from "node:crypto";
import { types } from "node:util";
import type { Captures, Definition } from "../definition/definition.ts";
import { parseDescriptor, type SlotKind } from "../definition/descriptor.ts";
import { PathStop } from "../definition/path.ts";
import { recordOf, type Callable } from "../definition/stamp.ts";
import { FORMAT } from "../format.ts";
import type { Unit } from "../unit/unit.ts";
import { pushCaptures, pushSlots, readCaptures, requireFormat } from "./captures.ts";
import { isUntouched, lengthOf } from "./extras.ts";
import { Walk, type CodeMode, type WalkOptions } from "./walk.ts";
import { ignoredBy } from "./ignored.ts";
import { identityOf } from "./identity.ts";
import type { Written } from "./writer.ts";

/** The part of a key that does not come from the arguments. */
export interface ReadCode {
  readonly digest: string;
  readonly written: Written;
  /** Whether any of it can change in place, and whether it reads names of functions. */
  readonly mutable: boolean;
  readonly readsNames: boolean;
  /** Whether an argument may be an object that is met here, or is ignored: then it counts otherwise than by content. */
  readonly knowsObjects: boolean;
  /** The walk to go on with: what the arguments share with the captures is a reference. */
  resume(args: readonly unknown[]): Walk;
}

interface Read {
  readonly definition: Definition;
  readonly values: readonly unknown[];
}

interface Memo extends ReadCode {
  readonly read: readonly Read[];
  readonly captures: Captures;
  /** Those of them that may read something else the next time. */
  readonly varying: readonly Read[];
  /** Those that may change in a way that code can see. */
  readonly functions: readonly { readonly f: Callable; readonly parent: unknown; readonly length: number }[];
}

const memos = new WeakMap<Unit, Memo>();

const modeOf = ({ spec }: Unit): CodeMode =>
  spec.tier !== "persistent" ? "identity" : spec.code === "off" ? "name" : "digest";

/** Walks the unit's code and captures. Remembered where all that they reach is code and constants. */
export function readCode(unit: Unit, captures: Captures): ReadCode {
  const mode = modeOf(unit);
  const { slots } = parseDescriptor(unit.descriptor);
  const options: WalkOptions = { mode, ignored: ignoredBy(slots, () => readCaptures(captures)) };
  const walk = new Walk(options);
  const { out } = walk;
  out.open("code");
  out.count(FORMAT);
  out.text(unit.spec.form);
  out.text(mode);
  if (mode === "digest") out.text(parseDescriptor(unit.descriptor).digest);
  else if (mode === "name") out.text(unit.spec.name);
  else out.count(identityOf(unit));
  out.close();
  if (mode === "name") pushData(walk, unit, captures);
  else pushCaptures(walk, unit, captures, false);
  walk.run();
  const { mutable, readsNames, read } = walk;
  const met = walk.met.slice();
  const handedOn = [...walk.handedOn];
  const written = walk.nextPart();
  const digest = hash("sha256", written.bytes, "base64url");
  const knowsObjects = walk.reachesData || options.ignored !== undefined;
  if (!walk.reachesData && !readsNames && mode !== "name") {
    const functions = met
      .filter(
        (value) => typeof value === "function" && recordOf(value) !== undefined && !isOnlyCalled(walk, value),
      )
      .map((value) => value as Callable)
      .map((f) => ({ f, parent: Object.getPrototypeOf(f) as unknown, length: lengthOf(f) }));
    const memo = {
      digest,
      written,
      mutable,
      readsNames,
      knowsObjects,
      read: read.slice(),
      captures,
      varying: read.filter(varies),
      functions,
    };
    const resume = (args: readonly unknown[]): Walk => resumed(options, memo, met, handedOn, args);
    memos.set(unit, { ...memo, resume });
  }
  return { digest, written, mutable, readsNames, knowsObjects, resume: () => walk };
}

function resumed(
  options: WalkOptions,
  { mutable, read }: Pick<Memo, "mutable" | "read">,
  met: readonly unknown[],
  handedOn: readonly unknown[],
  args: readonly unknown[],
): Walk {
  const walk = new Walk(options);
  walk.mutable = mutable;
  walk.read.push(...read);
  // Numbers matter only to what can be met again.
  if (args.some((arg) => typeof arg === "object" || typeof arg === "function" || typeof arg === "symbol")) {
    for (const value of met) walk.number(value);
    for (const f of handedOn) walk.handedOn.add(f);
  }
  return walk;
}

/**
 * What `readCode` gave the last time, where it would give the same again: every captured value is read and compared,
 * and every function and class looked at. Undefined where anything differs.
 */
export function recall(unit: Unit, captures: Captures): ReadCode | undefined {
  const memo = memos.get(unit);
  if (memo === undefined) return undefined;
  for (const { f, parent, length } of memo.functions) {
    if (Object.getPrototypeOf(f) !== parent || !Object.is(lengthOf(f), length)) return undefined;
    if (!isUntouched(f)) return undefined;
  }
  const [own] = memo.read;
  // A closure's constants are others than those of the closure that was called before.
  if (own !== undefined && captures !== memo.captures && !readsSame(captures, own)) return undefined;
  for (const read of memo.varying) {
    if (!readsSame(read === own ? captures : read.definition.captures, read)) return undefined;
  }
  return memo;
}

function readsSame(captures: Captures, { values }: Read): boolean {
  const now = readAgain(captures);
  return now?.length === values.length && now.every((value, at) => isSame(value, values[at]));
}

/** Slots without a value. */
const withoutValue: ReadonlySet<SlotKind> = new Set(["names", "locals", "invisible"]);

/** Whether something else may be read later: a binding that is never assigned again has the value that it had. */
const varies = ({ definition }: Read): boolean =>
  !parseDescriptor(definition.descriptor).slots.every(({ kind, constant }) =>
    kind === "value" ? constant : withoutValue.has(kind),
  );

/**
 * Whether no code that was met does anything with a function but call it, not even its own: what it is called, and what
 * else it holds, such as `scale.factor`, nobody sees. A generator's prototype is seen in what it returns.
 */
export function isOnlyCalled({ handedOn }: Pick<Walk, "handedOn">, f: unknown): boolean {
  const known = typeof f === "function" && !types.isGeneratorFunction(f) ? recordOf(f) : undefined;
  return known?.kind === "function" && parseDescriptor(known.descriptor).callsItself && !handedOn.has(f);
}

function readAgain(captures: Captures): readonly unknown[] | undefined {
  try {
    return captures();
  } catch {
    return undefined; // the walk says why
  }
}

const isSame = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) ||
  (a instanceof PathStop && b instanceof PathStop && a.depth === b.depth && Object.is(a.value, b.value));

/** Slots that say something about code and hold no data. */
const ofCode: ReadonlySet<SlotKind> = new Set(["module", "loaded", "names", "locals"]);

/** With `code=off` the captured data counts, under its names, but no function, and not where it is first used. */
function pushData(walk: Walk, unit: Unit, captures: Captures): void {
  requireFormat(unit);
  const values = readCaptures(captures);
  const data = parseDescriptor(unit.descriptor)
    .slots.map((slot, at) => ({ slot, value: values[at] }))
    .filter(({ slot, value }) => !ofCode.has(slot.kind) && typeof value !== "function")
    .sort((a, b) => (a.slot.label < b.slot.label ? -1 : 1));
  for (const { slot } of data) walk.out.text(slot.label);
  pushSlots(
    walk,
    unit,
    data.map(({ slot }) => slot),
    data.map(({ value }) => value),
    false,
  );
}
