import { dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Definition } from "../definition/definition.ts";
import { parseDescriptor } from "../definition/descriptor.ts";
import { modulePath } from "../definition/url.ts";
import { provenanceOf } from "../definition/value.ts";
import { getter } from "./method.ts";

/** The address of a file of code, as a module-level `const` holds it. */
export interface CodeAddress {
  /** The initialiser, which counts with the code of the file. */
  readonly made: Definition;
  /** The address seen from the module that made it: the same wherever the project is. */
  readonly place: string;
}

const href = getter(URL.prototype, "href");

/** Undefined for a URL that leads to no code, and for one that an initialiser did not make. */
export function codeAddress(url: object): CodeAddress | undefined {
  const made = provenanceOf(url);
  if (made?.file === undefined) return undefined;
  if (!parseDescriptor(made.descriptor).slots.some(({ kind }) => kind === "module")) return undefined;
  const from = modulePath(made.file.url);
  const to = new URL(String(Reflect.apply(href, url, [])));
  if (from === undefined || to.protocol !== "file:") return undefined;
  const place = relative(dirname(from), fileURLToPath(to)).replaceAll(sep, "/");
  return { made, place: `code ${place}${to.search}${to.hash}` };
}
