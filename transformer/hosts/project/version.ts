import { dirname, join } from "node:path";
import { isThere, readText } from "./files.ts";

/** The version in the package.json above this file, in the sources as in dist. */
export function version(): string {
  let folder = import.meta.dirname;
  while (!isThere(join(folder, "package.json")) && folder !== dirname(folder)) folder = dirname(folder);
  return (JSON.parse(readText(join(folder, "package.json"))) as { readonly version: string }).version;
}
