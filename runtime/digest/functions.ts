import { types } from "node:util";
import { loadedCopies } from "../copies.ts";
import type { Definition } from "../definition/definition.ts";
import { recordOf, type Callable, type ClassDefinition, type Member } from "../definition/stamp.ts";
import { provenanceOf } from "../definition/value.ts";
import { pushCaptures, titleOf, writeCode } from "./captures.ts";
import { writeDeclared } from "./declared.ts";
import { classDifferences, lengthOf, ownExtras } from "./extras.ts";
import { Frame } from "./frame.ts";
import { identityOf } from "./identity.ts";
import { isIgnored } from "./ignored.ts";
import { loadsCode } from "./loaders.ts";
import { intrinsicName } from "./intrinsics.ts";
import { platformName } from "./platform.ts";
import { writeProperties, type Properties, type Property } from "./properties.ts";
import { writeProvenance } from "./provenance.ts";
import { tag } from "./tag.ts";
import { Unkeyable } from "./unkeyable.ts";
import { isInvisibleFunction } from "./visible.ts";
import type { Walk } from "./walk.ts";

/** Encodes a function or class that was just given its number. */
export function writeFunction(walk: Walk, f: Callable): void {
  const known = recordOf(f);
  if (known === undefined) writeForeignFunction(walk, f);
  else if (known.kind === "member") writeMember(walk, f, known);
  else if (known.kind === "class") writeClass(walk, f, known as ClassDefinition);
  else writeDefined(walk, f, known);
}

function writeDefined(walk: Walk, f: Callable, definition: Definition): void {
  walk.out.byte(tag.function);
  if (!writeIdentity(walk, f, definition)) return;
  writeDeclared(walk, definition);
  writeExtras(walk, f, { names: [], values: [] });
  pushCaptures(walk, definition, definition.captures, true);
}

/** False where nothing but the name of code counts. */
function writeIdentity(walk: Walk, f: Callable, definition: Definition): boolean {
  if (walk.options.mode === "identity") walk.out.count(identityOf(f));
  else writeCode(walk, definition);
  return walk.options.mode !== "name";
}

/** What was put on the function since its code made it. Its `length` is what the code says, but may be redefined. */
function writeExtras(walk: Walk, f: Callable, into: Properties): void {
  walk.out.double(lengthOf(f));
  pushProperties(walk, withoutIgnored(walk, f, ownExtras(f)), into);
}

const withoutIgnored = (walk: Walk, f: Callable, properties: readonly Property[]): readonly Property[] =>
  properties.filter(([key]) => !isIgnored(walk, f, key));

function pushProperties(walk: Walk, properties: readonly Property[], into: Properties): void {
  writeProperties(walk, properties, into);
  if (properties.length > 0) walk.mutable = walk.reachesData = true;
  if (into.values.length === 0) return;
  const frame = new Frame("fields", into.values);
  frame.names = into.names;
  walk.push(frame);
}

/** A class counts with its live methods and statics, as far as they are not what its code made. */
function writeClass(walk: Walk, C: Callable, definition: ClassDefinition): void {
  const { out } = walk;
  out.byte(tag.class);
  if (!writeIdentity(walk, C, definition)) return;
  const { parent, parentPrototype, members, ...differences } = classDifferences(C, definition);
  const statics = withoutIgnored(walk, C, differences.statics);
  const privates = definition.privates?.(C);
  // Static private fields are out of sight but for the reader.
  if (members.length + statics.length > 0 || privates !== undefined) {
    openComponent(walk, `state of ${titleOf(definition)}`);
  }
  const into: Properties = { names: ["super", "super.prototype"], values: [parent, parentPrototype] };
  writeProperties(walk, members, into);
  pushProperties(walk, statics, into);
  if (members.length > 0) walk.mutable = walk.reachesData = true;
  if (privates !== undefined) {
    walk.mutable = walk.reachesData = true;
    walk.push(new Frame("elements", privates));
  }
  out.count(privates === undefined ? 0 : privates.length + 1);
  pushCaptures(walk, definition, definition.captures, true);
}

/** Opens a component that ends with what is pushed from here on. */
function openComponent(walk: Walk, label: string): void {
  const end = new Frame("part", []);
  end.closes = true;
  walk.out.open(label);
  walk.push(end);
}

/** A method is the code of its class, and its key in it. */
function writeMember(walk: Walk, f: Callable, { owner, key, role, isStatic }: Member): void {
  const { out } = walk;
  out.byte(tag.member);
  if (walk.options.mode === "identity") out.count(identityOf(f));
  out.text(`${role}${isStatic ? " static" : ""}`);
  out.text(typeof key === "symbol" ? "" : String(key));
  writeExtras(walk, f, {
    names: ["its class", "its key"],
    values: [owner, typeof key === "symbol" ? key : ""],
  });
}

/** What gives a new function for a text: the constructors of every kind of function, and `eval`. */
const makers: ReadonlySet<unknown> = new Set([
  globalThis.eval,
  ...[() => {}, async () => {}, function* () {}, async function* () {}].map((f) => f.constructor),
]);

/** Encodes a function that no project code created: by name, by where it came from, or not at all. */
export function writeForeignFunction(walk: Walk, f: Callable, fromOrigin?: () => void): void {
  const { out, options } = walk;
  if (types.isProxy(f)) throw new Unkeyable("a Proxy runs code of its own at every read");
  if (makers.has(f)) throw new Unkeyable(`${f.name} makes code from text, which no key can see`);
  if (options.mode === "name") {
    out.byte(tag.function);
    return out.text("");
  }
  if (options.mode === "digest" && loadsCode(f)) {
    throw new Unkeyable(`${f.name} loads code by its name, which no key can see; call it with a literal`);
  }
  if (isMock(f)) throw new Unkeyable("a mock of a test may do anything");
  const name = intrinsicName(f) ?? (fromOrigin === undefined ? platformName(f) : undefined);
  const provenance = provenanceOf(f);
  if (name !== undefined) {
    if (options.needsVisible === true && isInvisibleFunction(name)) {
      throw new Unkeyable(`where it came from uses ${name}, which gives something else every time`);
    }
    out.byte(tag.builtin);
    out.text(name);
  } else if (options.mode === "identity") {
    out.byte(tag.identity);
    out.count(identityOf(f));
  } else if (fromOrigin !== undefined) fromOrigin();
  else if (provenance !== undefined) writeProvenance(walk, provenance, f);
  else if (options.byText === true) {
    out.byte(tag.text);
    out.text(Function.prototype.toString.call(f));
  } else throw new Unkeyable(whyForeign(f), true);
}

/** What Vitest, Jest and Sinon put in the place of a function, which may be a package's. */
const isMock = (f: Callable): boolean =>
  Object.hasOwn(f, "_isMockFunction") || Object.hasOwn(f, "isSinonProxy");

function whyForeign(f: Callable): string {
  const name: unknown = Object.getOwnPropertyDescriptor(f, "name")?.value;
  const called = typeof name === "string" && name !== "" ? `${name} is ` : "";
  if (typeof name === "string" && name.startsWith("bound ")) {
    return `${called}a bound function, which hides what it is bound to; an arrow function shows it`;
  }
  const copies = loadedCopies();
  const others =
    copies.length > 1 ? `, or another of the copies that are loaded did: ${copies.join(", ")}` : "";
  return `${called}a function that memoir did not see being created${others}`;
}
