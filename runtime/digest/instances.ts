import { adoptersOf, classOfPrototype } from "../definition/class.ts";
import { recordOf, type ClassDefinition } from "../definition/stamp.ts";
import { provenanceOf } from "../definition/value.ts";
import type { Chain } from "./chain.ts";
import { codeAddress } from "./code-address.ts";
import { hasOnlyElements } from "./elements.ts";
import { Frame } from "./frame.ts";
import { isIgnored } from "./ignored.ts";
import { isPosition } from "./positions.ts";
import { propertiesOf, writeProperties, type Properties } from "./properties.ts";
import { writeProvenance } from "./provenance.ts";
import type { SlotKind } from "./slots.ts";
import { emitterSettings, writePlatform, writeSlot } from "./slot-content.ts";
import { tag } from "./tag.ts";
import type { Walk } from "./walk.ts";

/** Encodes any object whose whole state can be read: prototype, built-in state, own and private fields. */
export function writeInstance(walk: Walk, object: object, chain: Chain, slot: SlotKind | undefined): void {
  const { out } = walk;
  const C = classOfPrototype(object);
  if (C !== undefined) {
    // The prototype of a defined class: what it holds is in the class.
    out.byte(tag.prototype);
    return walk.push(new Frame("part", [C]));
  }
  const extensible = Object.isExtensible(object);
  out.byte(tag.object);
  out.byte(extensible ? 1 : 0);
  const into: Properties = { names: ["[[Prototype]]"], values: [Object.getPrototypeOf(object)] };
  out.text(slot ?? "");
  if (slot !== undefined) writeSlot(walk, slot, object, into);
  out.text(chain.platform ?? "");
  const address = chain.platform === "URL" ? codeAddress(object) : undefined;
  if (address !== undefined) out.text(address.place);
  else if (chain.platform !== undefined && slot === undefined) writePlatform(walk, chain.platform, object);
  const properties =
    slot === "view" && hasOnlyElements(object)
      ? []
      : propertiesOf(object, leftOut(walk, slot, chain, object));
  writeProperties(walk, properties, into);
  const hasPrivates = writePrivates(walk, object, chain, into);
  const isFixed = !hasPrivates && chain.platform === undefined && isConstantSlot(slot);
  if (!isFixed || !Object.isFrozen(object)) walk.mutable = walk.reachesData = true;
  const frame = new Frame("fields", into.values);
  frame.names = into.names;
  frame.anchor = provenanceOf(object);
  walk.push(frame);
  if (address !== undefined) writeProvenance(walk, address.made, object);
}

const isConstantSlot = (slot: SlotKind | undefined): boolean =>
  slot === undefined || slot === "array" || slot === "regexp" || slot === "error" || slot === "boxed";

/**
 * Properties that say nothing about the value: an error's stack, the indices of a view, a poisoned `callee`, and what the
 * user left out.
 */
function leftOut(
  walk: Walk,
  slot: SlotKind | undefined,
  { platform }: Chain,
  object: object,
): (key: PropertyKey) => boolean {
  if (platform === "EventEmitter") return (key) => emitterSettings.includes(key);
  switch (slot) {
    case "error":
      return (key) => key === "stack" || isPosition(object, key);
    case "view":
      return (key) => typeof key === "string" && /^\d+$/.test(key);
    case "arguments":
      return (key) => key === "callee" && Object.getOwnPropertyDescriptor(object, key)?.get !== undefined;
    default:
      return (key) => isIgnored(walk, object, key);
  }
}

function writePrivates(walk: Walk, object: object, { classes }: Chain, into: Properties): boolean {
  let found = false;
  const all = [...classes, ...adoptersOf(object)];
  walk.out.count(all.length);
  for (const C of all) {
    const known = recordOf(C);
    const values = known?.kind === "class" ? (known as ClassDefinition).privates?.(object) : undefined;
    walk.out.count(values === undefined ? 0 : values.length + 1);
    if (values === undefined) continue;
    found = true;
    for (const [at, value] of values.entries()) {
      const name = (known as ClassDefinition).names[at] ?? "";
      into.names.push(`#private ${at + 1}`);
      into.values.push(isIgnored(walk, object, name) ? undefined : value);
    }
  }
  return found;
}
