import remapping from "@jridgewell/remapping";

/** A version 3 source map, decoded from JSON. */
interface SourceMap {
  readonly version: 3;
  readonly file?: string | null;
  readonly sourceRoot?: string;
  readonly sources: readonly (string | null)[];
  readonly names: readonly string[];
  readonly mappings: string;
  readonly sourcesContent?: readonly (string | null)[];
}

const INLINE =
  /^(\/\/# sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,)([A-Za-z0-9+/=]+)(\s*)$/;

/**
 * Leads a map that ends in rewritten text on to the original text.
 *
 * @param emitted the map that TypeScript wrote for one file, as JSON
 * @param rewrite the map of the rewrite, from rewritten to original text, as JSON
 * @param original the original text, which takes the place of the rewritten one under `inlineSources`
 * @returns the map from the emitted file to the original text, as JSON; all but mappings, names and content is kept
 */
export function composeSourceMap(emitted: string, rewrite: string, original: string): string {
  const outer = JSON.parse(emitted) as SourceMap;
  const inner = anchorLines(JSON.parse(rewrite) as SourceMap);
  const bare = {
    version: 3 as const,
    names: [...outer.names],
    mappings: outer.mappings,
    sources: ["rewritten"],
  };
  const composed = remapping(bare, (source) => (source === "rewritten" ? inner : null));
  return JSON.stringify({
    ...outer,
    names: composed.names,
    mappings: composed.mappings,
    ...(outer.sourcesContent && { sourcesContent: outer.sourcesContent.map(() => original) }),
  });
}

/**
 * Leads the map of a rewrite on through the map that the text came with, where that was itself emitted.
 *
 * @param rewrite the map of the rewrite, from rewritten to given text, as JSON
 * @param given the map of the given text, as JSON
 * @returns the map from rewritten text to what the given map leads to, as JSON
 */
export function extendSourceMap(rewrite: string, given: string): string {
  const inner = JSON.parse(given) as SourceMap;
  const outer = anchorLines(JSON.parse(rewrite) as SourceMap);
  const { sources, sourcesContent, names, mappings } = remapping(
    { ...outer, mappings: outer.mappings, names: [...outer.names] },
    (source) => (source === "original" ? copyOf(inner) : null),
  );
  return JSON.stringify({ version: 3, file: inner.file, sources, sourcesContent, names, mappings });
}

const copyOf = ({ version, sourceRoot, sources, names, mappings, sourcesContent }: SourceMap) => ({
  version,
  ...(sourceRoot !== undefined && { sourceRoot }),
  sources: [...sources],
  names: [...names],
  mappings,
  ...(sourcesContent && { sourcesContent: [...sourcesContent] }),
});

/**
 * Composes the map that ends an emitted file.
 *
 * @param text an emitted file under `inlineSourceMap`
 * @param at where its last comment begins
 */
export function composeInlineMap(text: string, at: number, rewrite: string, original: string): string {
  const comment = INLINE.exec(text.slice(at));
  if (!comment) return text;
  const [, prefix = "", encoded = "", tail = ""] = comment;
  const map = composeSourceMap(Buffer.from(encoded, "base64").toString("utf8"), rewrite, original);
  return text.slice(0, at) + prefix + Buffer.from(map, "utf8").toString("base64") + tail;
}

/**
 * Code that a rewrite put at the start of a line has nothing before it to be traced to, and what has no origin is
 * dropped from a composed map. It belongs to what follows on its line.
 */
function anchorLines(map: SourceMap) {
  const named = { ...map, sources: ["original"], names: [...map.names], file: null, sourcesContent: [null] };
  const { mappings, names } = remapping(named, () => null, { decodedMappings: true });
  if (typeof mappings === "string") throw new TypeError("The source map could not be decoded.");
  for (const line of mappings) {
    const first = line[0];
    if (first && first[0] > 0 && first.length > 1)
      line.unshift([0, first[1] ?? 0, first[2] ?? 0, first[3] ?? 0]);
  }
  return { version: 3 as const, sources: ["original"], names, mappings };
}
