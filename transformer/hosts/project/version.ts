import { dirname, join } from "node:path";
import { isThere, readText } from "./files.ts";

/** The folder of memoir's own package, from the sources as from dist. */
export function ownFolder(): string {
  let folder = import.meta.dirname;
  while (!isThere(join(folder, "package.json")) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

export const version = (): string =>
  (JSON.parse(readText(join(ownFolder(), "package.json"))) as { readonly version: string }).version;
