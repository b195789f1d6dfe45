import { hash } from "node:crypto";
import { classesByCode } from "../definition/class.ts";
import { parseDescriptor } from "../definition/descriptor.ts";
import { recordOf, type Callable } from "../definition/stamp.ts";
import { Unkeyable } from "./unkeyable.ts";
import { Walk } from "./walk.ts";

/**
 * What a stored instance calls its class: the digest of the class's definition, as another process will find it.
 * Undefined for what is no defined class, and where what the class reaches cannot be keyed.
 */
export function definitionDigest(C: Callable): string | undefined {
  const known = recordOf(C);
  if (known?.kind !== "class") return undefined;
  const walk = new Walk({ mode: "digest" });
  try {
    walk.value(C);
    walk.run();
  } catch (error) {
    if (error instanceof Unkeyable) return undefined;
    throw error;
  }
  const { digest } = parseDescriptor(known.descriptor);
  return `${digest}.${hash("sha256", walk.out.written().bytes, "base64url")}`;
}

/** The live class with this definition digest, if its module has run. */
export function classByDigest(name: string): Callable | undefined {
  const [code = ""] = name.split(".");
  return classesByCode(code).find((C) => definitionDigest(C) === name);
}
