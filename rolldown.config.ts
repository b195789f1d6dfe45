import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "rolldown";

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin: Readonly<Record<string, string>>;
}

const { exports, bin } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const targets = [...Object.values(exports), ...Object.values(bin)].flatMap((target) =>
  typeof target === "string" ? target : Object.values(target),
);

/** `runtime/internal` of `./dist/runtime/internal.js`: an entry is what a user can name. */
const entries = targets.flatMap((target) => /^\.\/dist\/(.*)\.js$/.exec(target)?.[1] ?? []);

/**
 * Takes Node's modules from the process: `import fs from "node:fs"` makes Node read every export of the module, which
 * loads streams, promises, and more that nobody asked for.
 */
const builtins: Plugin = {
  name: "builtins",
  renderChunk: (code) =>
    code.replaceAll(
      /^import (?:([\w$]+)(?:, )?)?(\{.*\})? from ("node:[\w/]+");$/gm,
      (_, whole: string | undefined, names: string | undefined, id: string) =>
        [whole, names?.replaceAll(" as ", ": ")]
          .flatMap((target) => (target ? `const ${target} = process.getBuiltinModule(${id});` : []))
          .join(" "),
    ),
};

const language =
  "Array ArrayBuffer BigInt Boolean DataView Date Error Float64Array Function JSON Map Math Number Object Promise Proxy " +
  "RangeError Reflect RegExp Set SharedArrayBuffer String Symbol SyntaxError TypeError Uint8Array WeakMap WeakRef WeakSet";
const platform = "Buffer URL URLSearchParams";
const kept = `${language} ${platform}`.split(" ");

/**
 * The run time keeps the globals that it was loaded with: a program, or its tests, may replace `Date` or take `Map` away,
 * and goes on to be cached. Those that Node makes when they are first read are not among them.
 */
const globals: Plugin = {
  name: "globals",
  renderChunk: (code, { moduleIds }) => {
    if (!moduleIds.every((id) => /[\\/]runtime[\\/]/.test(id))) return null;
    const used = kept.filter((name) => new RegExp(String.raw`(?<![.\w$"])${name}\b`).test(code));
    return used.length === 0 ? null : `const { ${used.join(", ")} } = globalThis;\n${code}`;
  },
};

/** Few files instead of one a module, for a program pays for each file that it loads. */
export default defineConfig({
  input: Object.fromEntries(entries.map((entry) => [entry, `./${entry}.ts`])),
  platform: "node",
  // Packages, Node's modules, and what memoir looks up by its own name.
  external: (id, _importer, isResolved) => !isResolved && /^[^./]/.test(id),
  transform: { target: "es2023" },
  plugins: [builtins, globals],
  output: {
    dir: "dist",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    codeSplitting: {
      groups: [
        { name: "shared", test: /[\\/]runtime[\\/]/, minShareCount: 3, priority: 2 },
        { name: "runtime", test: /[\\/]runtime[\\/]/, minShareCount: 2, priority: 1 },
      ],
    },
  },
});
