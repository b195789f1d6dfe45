import type { Captures, Definition } from "../definition/definition.ts";
import { parseDescriptor, type Slot } from "../definition/descriptor.ts";
import { recordOf } from "../definition/stamp.ts";
import { originalOf } from "../trace/originals.ts";
import { Frame } from "./frame.ts";
import { writeForeignFunction } from "./functions.ts";
import { writeOnce } from "./once.ts";
import { isWholePackage, requireVisibleOrigin, writeModule, writeOrigin } from "./origin.ts";
import { writeLazy, writeMemo } from "./own-state.ts";
import { tag } from "./tag.ts";
import { Unkeyable } from "./unkeyable.ts";
import type { Walk } from "./walk.ts";

/** `normalize (src/text.ts:12)` */
export function titleOf(definition: Definition): string {
  const { name, line } = parseDescriptor(definition.descriptor);
  return definition.file === undefined ? name : `${name} (${definition.file.name}:${line})`;
}

/** Encodes what stands for the code of a definition itself, without its captures. */
export function writeCode(walk: Walk, definition: Definition): void {
  const { digest, name } = parseDescriptor(definition.descriptor);
  if (walk.options.mode === "name") return walk.out.text(name);
  walk.out.open(`code of ${titleOf(definition)}`);
  walk.out.text(digest);
  walk.out.close();
}

/** Puts the captured values of a definition on the stack, read now. */
export function pushCaptures(walk: Walk, definition: Definition, captures: Captures, isOwned: boolean): void {
  requireFormat(definition);
  const { slots } = parseDescriptor(definition.descriptor);
  if (slots.some(({ kind }) => kind === "names")) walk.readsNames = true;
  const values = readCaptures(captures);
  walk.read.push({ definition, values });
  if (values.length === 0 && slots.some(({ kind }) => kind === "value" || kind === "once")) {
    throw new Unkeyable(`what ${titleOf(definition)} captures is known only while it runs`);
  }
  const padded = values.length === slots.length ? values : slots.map((_, at) => values[at]);
  pushSlots(walk, definition, slots, padded, isOwned);
}

/** @throws Unkeyable where a definition is stated in another format. */
export function requireFormat({ file }: Definition): void {
  if (file?.isForeign !== true) return;
  throw new Unkeyable(
    `${file.name} was compiled by another version of memoir; compile it again, tspc with --force`,
  );
}

/** Puts captured values on the stack. `isOwned` is false for the unit's own. */
export function pushSlots(
  walk: Walk,
  definition: Definition,
  slots: readonly Slot[],
  values: readonly unknown[],
  isOwned: boolean,
): void {
  walk.out.count(slots.length);
  const frame = new Frame("captures", values);
  frame.slots = slots;
  frame.file = definition.file;
  frame.owner = isOwned ? titleOf(definition) : undefined;
  walk.push(frame);
}

/** @throws Unkeyable where a binding is not initialised yet. */
export function readCaptures(captures: Captures): readonly unknown[] {
  try {
    return captures();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof ReferenceError))
      throw new Unkeyable(`reading what it captures failed: ${message}`);
    const name = /'([^']+)'/.exec(message)?.[1] ?? message.split(" ")[0] ?? "a binding";
    throw new Unkeyable(`${name} is not initialised yet`);
  }
}

/** Encodes one captured value by what its slot says. */
export function writeCapture(walk: Walk, frame: Frame, at: number): void {
  const slot = frame.slots?.[at];
  const value = frame.values[at];
  switch (slot?.kind) {
    case "ignored":
      return walk.out.byte(tag.ignored);
    case "names":
    case "locals":
      return walk.out.byte(tag.marker);
    case "refused":
      throw new Unkeyable(slot.label);
    case "invisible":
      if (walk.options.needsVisible === true) throw new Unkeyable(`where it came from reads ${slot.label}`);
      return walk.out.byte(tag.marker);
    case "module":
    case "loaded":
      return writeModule(walk, slot, frame.file);
    case "lazy":
      return writeLazy(walk, frame, at);
    case "memo":
      return writeMemo(walk, frame, at);
    case "once":
    case "value":
      return writeValue(walk, slot, value, frame);
    case undefined:
      return walk.value(value);
  }
}

function writeValue(walk: Walk, slot: Slot, captured: unknown, frame: Frame): void {
  const value = originalOf(captured);
  if (slot.kind === "value" && !slot.constant) walk.mutable = true;
  if (slot.origin !== undefined) requireVisibleOrigin(walk, slot.origin);
  if (typeof value === "function") {
    if (slot.called) return walk.callee(value);
    if (slot.origin === undefined || recordOf(value) !== undefined) return walk.value(value);
    if (walk.refers(value)) return;
    const { origin } = slot;
    return writeForeignFunction(walk, value, () => writeOrigin(walk, origin, frame.file));
  }
  if (isWholePackage(slot, frame.file)) {
    if (!walk.refers(value) && slot.origin !== undefined) writeOrigin(walk, slot.origin, frame.file);
    return;
  }
  writeData(walk, slot, value, frame);
}

/** Encodes a captured value as a component of its own. */
export function writeData(walk: Walk, slot: Slot, value: unknown, frame: Frame): void {
  walk.out.open(componentLabel(slot.label, frame.owner));
  if (typeof value === "object" && value !== null) {
    if (slot.kind !== "once") return pushPart(walk, value);
    writeOnce(walk, value);
  } else walk.value(value);
  walk.out.close();
}

/** Puts a value on the stack that is a component of its own, which is open already. */
export function pushPart(walk: Walk, value: unknown): void {
  const part = new Frame("part", [value]);
  part.closes = true;
  walk.push(part);
}

function componentLabel(label: string, owner: string | undefined): string {
  const variable = /^(?:import\.meta\.)?env\.(\w+)$/.exec(label)?.[1];
  if (variable !== undefined) return `env ${variable}`;
  return owner === undefined ? `captured ${label}` : `captured ${label} of ${owner}`;
}
