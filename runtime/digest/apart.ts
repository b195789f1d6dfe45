import { hash } from "node:crypto";
import { Unkeyable } from "./unkeyable.ts";
import { Walk } from "./walk.ts";

/** A digest of its own, in which the code's own state counts as the code; undefined where something has no key. */
export function digestApart(push: (walk: Walk) => void): {
  readonly digest: string | undefined;
  readonly mutable: boolean;
} {
  const walk = new Walk({ mode: "digest", ownState: "code" });
  let digest: string | undefined;
  try {
    push(walk);
    walk.run();
    digest = hash("sha256", walk.out.written().bytes, "base64url");
  } catch (error) {
    if (!(error instanceof Unkeyable)) throw error;
  }
  return { digest, mutable: walk.mutable };
}
