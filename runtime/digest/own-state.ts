import { types } from "node:util";
import type { Captures, Definition, ModuleFile } from "../definition/definition.ts";
import { parseDescriptor, type Slot } from "../definition/descriptor.ts";
import { digestApart } from "./apart.ts";
import { pushCaptures, pushSlots, writeData } from "./captures.ts";
import { Frame } from "./frame.ts";
import { tag } from "./tag.ts";
import type { Walk } from "./walk.ts";

/* The code's own state counts as the code that makes it, as long as that code would make it again. */

/** A lazily initialised variable, as it was when it got its value. */
interface Made {
  readonly definition: Definition;
  /** What the initialiser reads; undefined where that cannot be digested. */
  readonly given: string | undefined;
  /** What it gave: where it gave a promise, the value of that, once it has one. */
  value: unknown;
  content: string | undefined;
}

const made = new WeakMap<ModuleFile, Map<string, Made>>();

/** Notes that a lazily initialised variable of a module got its value, and returns the value. */
export function $lazy<T>(value: T, file: ModuleFile | undefined, descriptor: string, captures: Captures): T {
  if (file === undefined) return value;
  const definition: Definition = { kind: "value", file, descriptor, captures };
  const given = digestOf((walk) => pushCaptures(walk, definition, captures, true));
  const note: Made = { definition, given, value, content: undefined };
  const settle = (settled: unknown): void => {
    note.value = settled;
    note.content = contentOf(settled);
  };
  // A failure is for those who wait for the promise.
  if (types.isPromise(value)) value.then(settle, () => undefined);
  else settle(value);
  const ofFile = made.get(file) ?? new Map<string, Made>();
  made.set(file, ofFile.set(parseDescriptor(descriptor).name, note));
  return value;
}

/** Encodes a lazily initialised variable: by content only where it is not what its initialiser would give now. */
export function writeLazy(walk: Walk, frame: Frame, at: number): void {
  const slot = frame.slots?.[at];
  const value = frame.values[at];
  const note = frame.file && made.get(frame.file)?.get(slot?.label ?? "");
  walk.mutable = true;
  if (slot === undefined || value === undefined || value === null || walk.options.ownState === "code") {
    return walk.out.byte(tag.marker);
  }
  if (note === undefined) return writeData(walk, slot, value, frame);
  if (Object(note.value) === note.value) walk.reachesData = true;
  const { definition } = note;
  const given = digestOf((inner) => pushCaptures(inner, definition, definition.captures, true));
  if (given === note.given && contentOf(note.value) === note.content) return walk.out.byte(tag.marker);
  walk.out.byte(tag.provenance);
  walk.out.text(note.given ?? "");
  writeData(walk, slot, note.value, frame);
}

/** What the function around a memo table read while the table was empty. */
const filledFrom = new WeakMap<WeakKey, string | undefined>();

const isEmpty = (table: unknown): boolean => types.isMap(table) && table.size === 0;

/** Encodes a memo table: by content only where it may hold what its function would not compute now. */
export function writeMemo(walk: Walk, frame: Frame, at: number): void {
  const table = frame.values[at];
  const slot = frame.slots?.[at];
  if (slot === undefined || Object(table) !== table || walk.options.ownState === "code") {
    return walk.out.byte(tag.marker);
  }
  const { digest: now, mutable: varies } = digestApart((inner) => pushSiblings(inner, frame, at));
  if (varies) walk.mutable = true;
  const key = table as WeakKey;
  if (varies && (isEmpty(table) || (types.isWeakMap(table) && !filledFrom.has(key))))
    filledFrom.set(key, now);
  if (!varies || (filledFrom.has(key) && filledFrom.get(key) === now)) return walk.out.byte(tag.marker);
  writeData(walk, slot, table, frame);
}

/** What the same code captures beside the table; functions that another module could assign anew are constant here. */
function pushSiblings(inner: Walk, frame: Frame, at: number): void {
  const { slots = [], file } = frame;
  const owner: Definition = { kind: "value", file, descriptor: "", captures: () => frame.values };
  const fixed = slots.map((slot, index): Slot => {
    const isFunction = typeof frame.values[index] === "function";
    return isFunction ? { ...slot, constant: true } : slot;
  });
  const kept = fixed.map((_, index) => index).filter((index) => index !== at);
  pushSlots(
    inner,
    owner,
    kept.map((index) => fixed[index]).filter((slot) => slot !== undefined),
    kept.map((index) => frame.values[index]),
    true,
  );
}

const contentOf = (value: unknown): string | undefined =>
  digestOf((walk) => walk.push(new Frame("part", [value])));

const digestOf = (push: (walk: Walk) => void): string | undefined => digestApart(push).digest;
