import { dirname, resolve, sep } from "node:path";
import { rewrite } from "../../rewrite.ts";
import type { EmitOptions, Rewritten, RewriteOptions } from "../../rewrite/types.ts";
import { relativeTo, type Project } from "./project.ts";
import { ownFolder } from "./version.ts";

/** A file as a host has it in hand. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly module: RewriteOptions["module"];
  /** What it was compiled from, relative to the tsconfig, and the lines there. */
  readonly name?: string;
  readonly lines?: readonly number[];
  /** The folder of what the host emits, absolute; that of the file where it stays in its place. */
  readonly output?: string;
  /** Set where the emitted file is a bundle, with what names it there. */
  readonly bundled?: { readonly url: string };
  /** Where the host does otherwise than the tsconfig says. */
  readonly emit?: EmitOptions;
}

/** memoir's own modules, which may lie beside the project's: a linked package. */
const own = ["dist", "runtime", "transformer", "cli"]
  .map((folder) => (resolve(ownFolder(), folder) + sep).replace(/\W/g, String.raw`\$&`))
  .join("|");

/** Matches the paths of what can be sources of the project; a package's sources are the package's. */
export const projectSource = new RegExp(
  String.raw`^(?!${own})(?!.*[\\/]node_modules[\\/])(?!.*\.d\.(?:[^./\\]+\.)?[cm]?ts$).*\.(?:[cm]?[jt]s|[jt]sx)$`,
  "s",
);

export const isProjectSource = (path: string): boolean => projectSource.test(path);

export const isTypeScript = (path: string): boolean => /\.(?:[cm]?ts|tsx)$/.test(path);

/** Whether memoir has rewritten a text before, as by `tspc`: then it stays as it is. */
export const isRewritten = (text: string): boolean =>
  /\b(?:from\s*|require\(\s*)["']memoir\/internal["']/.test(text);

/** What the transform makes of a file; undefined where it leaves the text as it is. Findings are in `diagnostics`. */
export function rewriteFile(file: SourceFile, project: Project): Rewritten | undefined {
  const { path, text, module, bundled, lines, output = dirname(path) } = file;
  const { config, folder } = project;
  if (!config.enabled || isRewritten(text)) return undefined;
  const root = bundled ? "." : relativeTo(output, folder) || ".";
  const emit = { ...project.emit, ...file.emit };
  const settings = { ...config.settings, root };
  const where = bundled && { url: bundled.url, bundled: true };
  const name = file.name ?? relativeTo(folder, path);
  return rewrite(text, name, { module, emit, settings, ...(lines && { lines }), ...where });
}
