import { hash } from "node:crypto";
import { classesByCode } from "../definition/class.ts";
import { parseDescriptor } from "../definition/descriptor.ts";
import { recordOf, type Callable, type ClassDefinition } from "../definition/stamp.ts";
import { builtinObjectName } from "./intrinsics.ts";
import { platformName } from "./platform.ts";

/**
 * A name for a class that a later process can find it by: its code, where it is, and its parents. Undefined where
 * there is no such name: for a function that is no defined class, or whose parents are not; and for one of several
 * classes that one piece of code made (a mixin), which cannot be told apart.
 */
export function definitionDigest(f: Callable): string | undefined {
  const name = nameOf(f);
  return name !== undefined && classByDigest(name) === f ? name : undefined;
}

/** The class of this name, as far as its module is loaded; undefined where there is none or more than one. */
export function classByDigest(digest: string): Callable | undefined {
  const [code = ""] = digest.split(".");
  const [newest, ...others] = classesByCode(code)
    .filter((C) => nameOf(C) === digest)
    .reverse();
  // Where a module was loaded again (hot replacement), the newest class is meant.
  return others.some((C) => fileOf(C) === fileOf(newest)) ? undefined : newest;
}

const fileOf = (C: Callable | undefined): unknown => {
  const known = C === undefined ? undefined : recordOf(C);
  return known?.kind === "class" ? (known as ClassDefinition).file : undefined;
};

function nameOf(f: Callable): string | undefined {
  const parts: string[] = [];
  for (let C: unknown = f; C !== Function.prototype; C = Object.getPrototypeOf(C)) {
    if (typeof C !== "function") return undefined;
    const known = recordOf(C);
    const builtin = builtinObjectName(C) ?? platformName(C);
    if (builtin !== undefined) {
      parts.push(builtin);
      break;
    }
    if (known?.kind !== "class") return undefined;
    const { descriptor, file } = known as ClassDefinition;
    const { digest, name } = parseDescriptor(descriptor);
    parts.push(JSON.stringify([digest, file?.name ?? "", name]));
  }
  const known = recordOf(f);
  if (known?.kind !== "class") return undefined;
  const { digest } = parseDescriptor((known as ClassDefinition).descriptor);
  return `${digest}.${hash("sha256", parts.join("\n"), "base64url").slice(0, 22)}`;
}
