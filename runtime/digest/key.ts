import { hash } from "node:crypto";
import { classesByCode } from "../definition/class.ts";
import type { Captures } from "../definition/definition.ts";
import { parseDescriptor } from "../definition/descriptor.ts";
import { recordOf, type Callable, type ClassDefinition } from "../definition/stamp.ts";
import { FORMAT } from "../format.ts";
import { pushCaptures } from "./captures.ts";
import { componentsOf } from "./components.ts";
import { Frame } from "./frame.ts";
import { Unkeyable } from "./unkeyable.ts";
import { Walk, type CodeMode } from "./walk.ts";
import type { Unit } from "../unit/unit.ts";

/** A named part of a key: never a value, always a keyed hash of it. */
export interface Component {
  /** `code`, `code of normalize (src/text.ts:12)`, `argument 0`, `captured config.db.host`, `package lodash 4.17.21`, … */
  readonly label: string;
  readonly digest: string;
}

export interface Key {
  readonly ok: true;
  /** 43 characters of base64url: a SHA-256. Safe as a file name on case-sensitive systems. */
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

/** Signature of the one entry point of this folder. */
export type KeyOf = (
  unit: Unit,
  args: readonly unknown[],
  captures: Captures,
  /** Further parts: declared files, the version salt. */
  extra: readonly Component[],
) => Key | Refusal;

export { registerKey } from "./registered.ts";

export const keyOf: KeyOf = (unit, args, captures, extra) => {
  const { spec } = unit;
  const mode = spec.code === "off" ? "name" : spec.tier === "persistent" ? "digest" : "identity";
  const first = walkCall(unit, args, captures, extra, mode);
  if ("ok" in first) return first;
  const written = first.out.written();
  return {
    ok: true,
    key: hash("sha256", written.bytes, "base64url"),
    mutable: first.mutable,
    components: () => componentsOf(written),
  };
};

function walkCall(
  unit: Unit,
  args: readonly unknown[],
  captures: Captures,
  extra: readonly Component[],
  mode: CodeMode,
): Walk | Refusal {
  const walk = new Walk({ mode });
  const { out } = walk;
  try {
    out.count(FORMAT);
    out.text(unit.spec.form);
    for (const { label, digest } of extra) {
      out.open(label);
      out.text(label);
      out.text(digest);
      out.close();
    }
    const { digest, name } = parseDescriptor(unit.descriptor);
    out.open("code");
    out.text(mode === "name" ? name : digest);
    out.close();
    out.count(args.length);
    walk.push(new Frame("arguments", args));
    pushCaptures(walk, unit, captures, false);
    walk.run();
    return walk;
  } catch (error) {
    if (!(error instanceof Unkeyable)) throw error;
    return { ok: false, path: error.path, reason: error.message };
  }
}

export function definitionDigest(f: Callable): string | undefined {
  const known = recordOf(f);
  if (known?.kind !== "class") return undefined;
  const walk = new Walk({ mode: "digest" });
  try {
    walk.value(f);
    walk.run();
  } catch {
    return undefined;
  }
  const { digest } = parseDescriptor((known as ClassDefinition).descriptor);
  return `${digest}.${hash("sha256", walk.out.written().bytes, "base64url")}`;
}

export function classByDigest(digest: string): Callable | undefined {
  return classesByCode(digest.split(".")[0] ?? "").find((C) => definitionDigest(C) === digest);
}
