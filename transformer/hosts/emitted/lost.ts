import { isThere, readText } from "../project/files.ts";
import type { Finding } from "../project/reached.ts";
import { isDirective, mayHoldUnits } from "../../parse/directive.ts";
import { parse } from "../../parse/parse.ts";

interface SourceMap {
  readonly sourcesContent?: readonly (string | null)[];
}

/** Where the directives of a text start and end, in order; undefined where it does not parse. */
function directivesIn(
  text: string,
  file: string,
): readonly (readonly [start: number, end: number])[] | undefined {
  if (!mayHoldUnits(text)) return [];
  const module = parse(text, file);
  if ("reason" in module) return undefined;
  return module.comments.filter(isDirective).map(({ start, end }) => [start ?? 0, end ?? 0]);
}

/**
 * Says that a compiler has kept fewer directives of a module than there were, for then something runs uncached.
 *
 * @param map the source map of what was emitted
 * @param name what was emitted, for people
 * @param path the file it was emitted from, absolute
 */
export function lostDirectives(emitted: string, map: string, name: string, path: string): readonly Finding[] {
  const { sourcesContent } = JSON.parse(map) as SourceMap;
  const text = sourcesContent?.[0] ?? (isThere(path) ? readText(path) : "");
  const before = directivesIn(text, path);
  const after = directivesIn(emitted, name);
  const [first] = before ?? [];
  if (before === undefined || after === undefined || first === undefined) return [];
  const lost = before.length - after.length;
  if (lost <= 0) return [];
  const [start, end] = first;
  const message =
    `${lost} of the ${before.length} @cache directives of this module did not come through the compiler to ${name}, ` +
    "and what they stand before runs uncached.";
  const fix = "Let the compiler keep comments: without removeComments, and without minifying.";
  return [{ path, text, diagnostic: { code: "MEMOIR1904", severity: "warning", message, fix, start, end } }];
}
