import { hash } from "node:crypto";
import { Frame } from "./frame.ts";
import { isSame, type Ignored } from "./ignored.ts";
import { tag } from "./tag.ts";
import { Walk, type CodeMode } from "./walk.ts";

interface Known {
  readonly digest: string;
  /** What the walk left out: another unit may not. */
  readonly ignored: Ignored | undefined;
}

const known: Record<CodeMode, WeakMap<object, Known>> = {
  digest: new WeakMap(),
  identity: new WeakMap(),
  name: new WeakMap(),
};

/** Encodes data that the user promised never changes: it is walked the first time only. */
export function writeOnce(walk: Walk, value: object): void {
  if (walk.refers(value)) return;
  const { mode, ignored } = walk.options;
  let found = known[mode].get(value);
  if (found === undefined || !isSame(found.ignored, ignored)) {
    const inner = new Walk(walk.options);
    inner.push(new Frame("part", [value]));
    inner.run();
    found = { digest: hash("sha256", inner.out.written().bytes, "base64url"), ignored };
    known[mode].set(value, found);
  }
  walk.out.byte(tag.once);
  walk.out.text(found.digest);
}
