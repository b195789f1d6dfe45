import { hash } from "node:crypto";
import type { Captures } from "../definition/definition.ts";
import { parseDescriptor } from "../definition/descriptor.ts";
import type { Unit } from "../unit/unit.ts";
import { componentsOf, keyedDigest } from "./components.ts";
import { Frame } from "./frame.ts";
import { identityOf } from "./identity.ts";
import { patches } from "./patches.ts";
import { primitiveBytes, primitiveParts } from "./primitive-arguments.ts";
import { isScalar } from "./primitives.ts";
import { writeProperties, type Properties } from "./properties.ts";
import { isOnlyCalled, readCode, recall, type ReadCode } from "./read-code.ts";
import { flatArguments, simpleArguments } from "./simple-key.ts";
import { Unkeyable } from "./unkeyable.ts";
import { Walk } from "./walk.ts";

export { setComponentKey } from "./components.ts";
export { classByDigest, definitionDigest } from "./class-names.ts";
export { registerKey } from "./registered.ts";

/** A named part of a key: never a value, always a keyed hash of it. */
export interface Component {
  /** `code`, `code of normalize (src/text.ts:12)`, `argument text`, `captured config.db.host`, `package lodash 4.17.21`, … */
  readonly label: string;
  readonly digest: string;
}

export interface Key {
  readonly ok: true;
  /**
   * 43 characters of base64url: a SHA-256. Safe as a file name on case-sensitive systems. The key of a call that
   * only memory can hit may be any other text, and is shown to nobody: see `shownKey`.
   */
  readonly key: string;
  /** True where something digested could change in place, so the key is worth taking again after computing. */
  readonly mutable: boolean;
  /**
   * Set where calls with the same primitive or flat arguments (./simple-key.ts) have the same key as long as `code` is
   * recalled and the language's built-ins stay as they are; undefined code reads nothing.
   */
  readonly simple?: { readonly code: ReadCode | undefined };
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

/** Signature of the one entry point of this folder. */
export type KeyOf = (
  unit: Unit,
  args: readonly unknown[],
  captures: Captures,
  /** Further parts: declared files, the version salt. */
  extra: readonly Component[],
) => Key | Refusal;

/** Up to this many bytes, what only memory can hit is compared sooner than hashed. */
const SHORT = 512;

const latin1 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("latin1");

/** Begins a key that only memory can hit. */
const IN_MEMORY = "call ";

/**
 * A key for others to see. One that only memory can hit may hold the arguments as they are: of it they see a keyed hash,
 * 22 characters of base64url.
 */
export const shownKey = (key: string): string => (key.startsWith(IN_MEMORY) ? keyedDigest(key) : key);

const hashed = (code: string, rest: Uint8Array): string =>
  hash("sha256", Buffer.concat([Buffer.from(code, "latin1"), rest]), "base64url");

const none = (): readonly Component[] => [];

/** The key of a call, now, or why it has none. Never throws, and calls no code but captures and key functions. */
export const keyOf: KeyOf = (unit, args, captures, extra) => {
  try {
    const isSimple = unit.spec.tier !== "persistent" && extra.length === 0 && patches().length === 0;
    const simple = isSimple ? simpleArguments(args) : undefined;
    if (simple !== undefined && parseDescriptor(unit.descriptor).slots.length === 0) {
      const key = `${IN_MEMORY}${identityOf(unit)}${simple}`;
      return { ok: true, key, mutable: false, simple: { code: undefined }, components: none };
    }
    const recalled = recall(unit, captures);
    const code = recalled ?? readCode(unit, captures);
    const flat = isSimple && !code.knowsObjects ? flatArguments(args) : undefined;
    const text = simple ?? flat;
    if (text !== undefined && !code.readsNames) {
      const components = (): readonly Component[] => componentsOf(code.written);
      const key = `${IN_MEMORY}${code.digest}${text}`;
      const again = recalled && { simple: { code: recalled } };
      return { ok: true, key, mutable: code.mutable || flat !== undefined, ...again, components };
    }
    // What is recalled reads no names of functions, and counts by its code.
    const isPlain =
      recalled !== undefined && extra.length === 0 && args.every(isScalar) && patches().length === 0;
    return isPlain ? primitiveKey(unit, code, args) : fullKey(unit, code, args, extra);
  } catch (error) {
    if (error instanceof Unkeyable)
      return { ok: false, path: error.path || "captures", reason: error.message };
    return { ok: false, path: "its key", reason: error instanceof Error ? error.message : String(error) };
  }
};

/** The full key of arguments without identities, taken without a walk. */
function primitiveKey(unit: Unit, code: ReadCode, args: readonly unknown[]): Key {
  const bytes = primitiveBytes(args);
  return {
    ok: true,
    key: keyOver(unit, code, bytes),
    mutable: code.mutable,
    components: () => [
      ...componentsOf(code.written),
      ...componentsOf(primitiveParts(args, unit.spec.parameters)),
    ],
  };
}

function keyOver(unit: Unit, { digest }: ReadCode, bytes: Uint8Array): string {
  const isShort = unit.spec.tier !== "persistent" && bytes.byteLength <= SHORT;
  return isShort ? `${IN_MEMORY}${digest}#${latin1(bytes)}` : hashed(digest, bytes);
}

function fullKey(unit: Unit, code: ReadCode, args: readonly unknown[], extra: readonly Component[]): Key {
  const walk = code.resume(args);
  const frame = new Frame("arguments", args);
  frame.names = unit.spec.parameters;
  walk.push(frame);
  walk.out.count(args.length);
  walk.run();
  if (walk.readsNames) writeNames(walk);
  if (walk.options.mode !== "name") writePatches(walk);
  walk.out.count(extra.length);
  for (const { label, digest } of extra) {
    walk.out.text(label);
    walk.out.text(digest);
  }
  const rest = walk.out.written();
  return {
    ok: true,
    key: keyOver(unit, code, rest.bytes),
    mutable: walk.mutable,
    components: () => [
      ...componentsOf(code.written),
      ...componentsOf(rest),
      ...extra.map(({ label, digest }) => ({ label, digest: keyedDigest(digest) })),
    ],
  };
}

/**
 * The names of all functions and classes that were met or are declared inside them, for code that reads `.name`. Nobody
 * has those in hand that are only called.
 */
function writeNames(walk: Walk): void {
  walk.out.open("names of functions");
  for (const f of walk.met) {
    if (typeof f !== "function" || isOnlyCalled(walk, f)) continue;
    const name: unknown = Object.getOwnPropertyDescriptor(f, "name")?.value;
    walk.out.text(typeof name === "string" ? name : "");
  }
  for (const { definition } of walk.read) {
    const { slots } = parseDescriptor(definition.descriptor);
    for (const { kind, label } of slots) if (kind === "locals") walk.out.text(label);
  }
  walk.out.close();
}

function writePatches(walk: Walk): void {
  const found = patches();
  walk.out.count(found.length);
  if (found.length === 0) return;
  const inner = new Walk({ mode: walk.options.mode, byText: true });
  const into: Properties = { names: [], values: [] };
  for (const { holder } of found) inner.out.text(holder);
  writeProperties(
    inner,
    found.map(({ property }) => property),
    into,
  );
  const frame = new Frame("fields", into.values);
  frame.names = into.names;
  inner.push(frame);
  try {
    inner.run();
  } catch (error) {
    if (error instanceof Unkeyable) error.path = `changed built-in ${error.path}`;
    throw error;
  }
  walk.out.open("built-ins that were changed");
  walk.out.text(hash("sha256", inner.out.written().bytes, "base64url"));
  walk.out.close();
}
