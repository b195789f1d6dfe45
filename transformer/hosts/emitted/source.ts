import { dirname, resolve } from "node:path";
import remapping from "@jridgewell/remapping";
import { relativeTo } from "../project/project.ts";

interface SourceMap {
  readonly sources: readonly (string | null)[];
  readonly sourceRoot?: string;
}

/** What an emitted file was compiled from. */
export interface Source {
  /** Relative to the tsconfig. */
  readonly name: string;
  /** For each line of the emitted file the line of the source, 1-based. */
  readonly lines: readonly number[];
}

/** Reads a source map at a path; undefined where it does not lead to one source of the project. */
export function sourceOf(map: string, path: string, folder: string): Source | undefined {
  const { sources, sourceRoot = "" } = JSON.parse(map) as SourceMap;
  const [only] = sources;
  if (sources.length !== 1 || typeof only !== "string" || /^[a-z][a-z\d+.-]+:/i.test(sourceRoot + only))
    return undefined;
  const name = relativeTo(folder, resolve(dirname(path), sourceRoot, only));
  return name.startsWith("../") ? undefined : { name, lines: linesOf(map) };
}

function linesOf(map: string): number[] {
  const { mappings } = remapping(map, () => null, { decodedMappings: true });
  const lines: number[] = [];
  if (typeof mappings === "string") return lines;
  for (const segments of mappings) {
    const first = segments.find((segment) => segment.length > 1)?.[2];
    lines.push(first === undefined ? (lines.at(-1) ?? 1) : first + 1);
  }
  return lines;
}
