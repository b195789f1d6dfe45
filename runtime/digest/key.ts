import { hash } from "node:crypto";
import type { Captures } from "../definition/definition.ts";
import { parseDescriptor } from "../definition/descriptor.ts";
import { FORMAT } from "../format.ts";
import type { Unit } from "../unit/unit.ts";
import { pushCaptures, readCaptures } from "./captures.ts";
import { componentsOf } from "./components.ts";
import { Frame } from "./frame.ts";
import { recall, remember } from "./memo.ts";
import { patchesDigest } from "./patches.ts";
import { Unkeyable } from "./unkeyable.ts";
import { Walk, type CodeMode } from "./walk.ts";

export { classByDigest, definitionDigest } from "./class-name.ts";
export { registerKey } from "./registered.ts";

/** A named part of a key: never a value, always a keyed hash of it. */
export interface Component {
  /** `code`, `code of normalize (src/text.ts:12)`, `argument text`, `captured config.db.host`, `package lodash 4.17.21`, … */
  readonly label: string;
  readonly digest: string;
}

export interface Key {
  readonly ok: true;
  /** 43 characters of base64url: a SHA-256. */
  readonly key: string;
  /** True where something digested could change in place, so the key is worth taking again after computing. */
  readonly mutable: boolean;
  components(): readonly Component[];
}

/** Why a call cannot be cached. */
export interface Refusal {
  readonly ok: false;
  /** `captured db.pool`, `argument 0.socket` */
  readonly path: string;
  /** `a Socket has state that no key can see` */
  readonly reason: string;
}

/**
 * The key of a call: what the unit's code is, everything it reaches, and everything it is given, as they are now.
 * Never throws for what a program does; what cannot be keyed is refused, with the path to it.
 *
 * @param extra further parts: declared files, the version salt.
 */
export function keyOf(
  unit: Unit,
  args: readonly unknown[],
  captures: Captures,
  extra: readonly Component[],
): Key | Refusal {
  let walk: Walk | undefined;
  try {
    walk = walkUnit(unit, captures);
    writeArguments(walk, unit, args);
    writeExtra(walk, extra);
    writeNames(walk);
  } catch (error) {
    if (!(error instanceof Unkeyable)) throw error;
    return { ok: false, path: error.path || "its code", reason: error.message };
  }
  const written = walk.out.written();
  const key = hash("sha256", written.bytes, "base64url");
  return { ok: true, key, mutable: walk.mutable, components: () => componentsOf(written) };
}

/** Memory units live in one process, whose code does not change under them. */
function modeOf({ spec }: Unit): CodeMode {
  if (spec.code === "off") return "name";
  return spec.tier === "persistent" ? "digest" : "identity";
}

/** Walks the unit's own code and captures. */
function walkUnit(unit: Unit, captures: Captures): Walk {
  const walk = new Walk({ mode: modeOf(unit), ignored: ignoredBy(unit, captures) });
  const isStatic = captures === unit.captures;
  if (isStatic && recall(unit, walk)) return walk;
  const { out } = walk;
  const { digest } = parseDescriptor(unit.descriptor);
  out.count(FORMAT);
  out.text(unit.spec.form);
  out.text(unit.spec.code === "off" ? `name ${unit.spec.name}` : "");
  out.open("code");
  out.text(unit.spec.code === "off" ? "" : digest);
  out.close();
  pushCaptures(walk, unit, captures, false);
  walk.run();
  if (isStatic) remember(unit, walk);
  return walk;
}

/** The objects behind the captures that the user left out: they do not count wherever they are met. */
function ignoredBy(unit: Unit, captures: Captures): ReadonlySet<unknown> | undefined {
  const { slots } = parseDescriptor(unit.descriptor);
  if (!slots.some(({ kind }) => kind === "ignored")) return undefined;
  const values = readCaptures(captures).filter((_, at) => slots[at]?.kind === "ignored");
  return new Set(values.filter((value) => Object(value) === value));
}

function writeArguments(walk: Walk, unit: Unit, args: readonly unknown[]): void {
  walk.out.count(args.length);
  const frame = new Frame("arguments", args);
  frame.names = unit.spec.parameters;
  walk.push(frame);
  walk.run();
}

function writeExtra({ out }: Walk, extra: readonly Component[]): void {
  out.count(extra.length);
  for (const { label, digest } of extra) {
    out.open(label);
    out.text(label);
    out.text(digest);
    out.close();
  }
  const patches = patchesDigest();
  if (patches === "") return;
  out.open("patched built-ins");
  out.text(patches);
  out.close();
}

/** Where code that was reached reads `.name`, what the functions that were met are called counts as well. */
function writeNames(walk: Walk): void {
  if (!walk.readsNames) return;
  walk.out.open("names of functions");
  for (const value of walk.met) {
    if (typeof value !== "function") continue;
    const name: unknown = Object.getOwnPropertyDescriptor(value, "name")?.value;
    walk.out.text(typeof name === "string" ? name : "");
  }
  walk.out.close();
}
