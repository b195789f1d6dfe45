import type { Globbing, Listing } from "./input.ts";
import { isOutside } from "./input.ts";
import { INPUTS } from "./manifest.ts";
import type { Alternative, Recorded } from "./manifest.ts";

/*
 * What a result read is looked at wherever somebody asks for it. In a store that others write to, somebody may say that
 * it listed the whole disk, or matched a pattern whose braces stand for more names than there is memory.
 */

/** Characters of a glob. */
const LONGEST = 1000;
/** Wildcards in a glob: matching takes time with their power. */
const WILDCARDS = 8;
/** Groups of alternatives in a glob: each multiplies what there is to match. */
const GROUPS = 4;

/** Whether looking at what a result has read takes no more than what programs read usually. */
export const isBounded = ({ inputs }: Alternative): boolean =>
  inputs.length <= INPUTS && inputs.every(isModest);

/** Throws for a listing or glob that is none. */
function isModest({ kind, place, detail }: Recorded): boolean {
  if (kind === "folder") return !isOutside(place) || !(JSON.parse(detail) as Listing).recursive;
  if (kind !== "glob") return true;
  const { patterns, exclude } = JSON.parse(detail) as Globbing;
  return !isOutside(place) && [...patterns, ...exclude].every(isSimple);
}

function isSimple(pattern: string): boolean {
  const count = (part: RegExp): number => pattern.match(part)?.length ?? 0;
  const isShort = pattern.length <= LONGEST && !/(?:^|\/)\.\.(?:\/|$)|^\//.test(pattern);
  return (
    isShort &&
    count(/[*?]+/g) <= WILDCARDS &&
    count(/\{|[+@!?*]\(/g) <= GROUPS &&
    !/\{[^}]*\.\./.test(pattern)
  );
}
