import { hash } from "node:crypto";
import { Frame } from "./frame.ts";
import { tag } from "./tag.ts";
import { Walk, type CodeMode } from "./walk.ts";

const known: Record<CodeMode, WeakMap<object, string>> = {
  digest: new WeakMap(),
  identity: new WeakMap(),
  name: new WeakMap(),
};

/** Encodes data that the user promised never changes: it is walked the first time only. */
export function writeOnce(walk: Walk, value: object): void {
  if (walk.refers(value)) return;
  const digests = known[walk.options.mode];
  let digest = digests.get(value);
  if (digest === undefined) {
    const inner = new Walk(walk.options);
    inner.push(new Frame("part", [value]));
    inner.run();
    digest = hash("sha256", inner.out.written().bytes, "base64url");
    digests.set(value, digest);
  }
  walk.out.byte(tag.once);
  walk.out.text(digest);
}
