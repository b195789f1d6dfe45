import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { annotate } from "./annotate.ts";
import type { Library } from "./library.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

const compilerOptions = {
  target: "esnext",
  module: "nodenext",
  plugins: [{ transform: "memoir/transformer", transformProgram: true }],
};

/** What Vitest runs a copy with. The plugin rewrites what is under test, and the tests themselves. */
const vitestConfig = (alias: string, isPlugged: boolean): string => `
${isPlugged ? 'import memoir from "memoir/vite";' : ""}
export default {
  plugins: [${isPlugged ? "memoir()" : ""}],
  resolve: { alias: [
    { find: /^${alias}$/, replacement: import.meta.dirname + "/src/index.ts" },
    { find: /^${alias}\\/(.*)$/, replacement: import.meta.dirname + "/src/$1/index.ts" },
  ] },
  // What a test takes is no difference.
  test: { include: ["src/**/*.{test,spec}.ts"], setupFiles: ["count.js"], testTimeout: 300_000 },
};`;

/** Counts lookups in each process, and adds them to a file. */
const count = `
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import { afterAll } from "vitest";
const lookups = {};
subscribe("memoir:lookup", ({ outcome }) => { lookups[outcome] = (lookups[outcome] ?? 0) + 1; });
afterAll(() => appendFileSync(import.meta.dirname + "/lookups", JSON.stringify(lookups) + "\\n"));
`;

/** A library in a folder of its own. */
export interface Copy {
  readonly folder: string;
  /** How many functions are cached, and how many are not, for a build would warn of them. */
  readonly cached: number;
  readonly reported: number;
  remove(): void;
}

/**
 * Copies a library.
 *
 * @param directive what is written in front of every exported function; empty for nothing
 * @param isPlugged whether its tests run with memoir's plugin
 */
export function copyOf({ sources, alias, folder: part }: Library, isPlugged: boolean, directive = ""): Copy {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "memoir-library-")));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  cpSync(join(repository, "node_modules", sources), join(folder, "src"), { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules/memoir"));
  for (const name of ["vitest", "esbuild"])
    symlinkSync(join(repository, "node_modules", name), join(folder, "node_modules", name));
  write("package.json", JSON.stringify({ name: alias, type: "module" }));
  write("tsconfig.json", JSON.stringify({ compilerOptions }));
  write("vitest.config.js", vitestConfig(alias, isPlugged));
  write("count.js", count);
  const annotated =
    directive === "" ? { cached: 0, reported: 0 } : annotateAll(join(folder, "src", part), directive);
  return { folder, ...annotated, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function annotateAll(folder: string, directive: string): Pick<Copy, "cached" | "reported"> {
  const count = { cached: 0, reported: 0 };
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.ts$/.test(file) || /\.(?:test|spec|d)\.ts$|(?:^|[\\/])(?:tests?|__fixtures__)[\\/]/.test(file))
      continue;
    const path = join(folder, file);
    const { text, names, reported } = annotate(readFileSync(path, "utf8"), file, directive);
    if (names.length > 0) writeFileSync(path, text);
    count.cached += names.length;
    count.reported += reported.length;
  }
  return count;
}
