import type { build, JsPlugin } from "@farmfe/core";

type Options = NonNullable<Parameters<typeof build>[0]>;
export type Target = "node" | "library-node" | "browser";

/** The options of Farm, with a cache that outlives the process: one for each format, for Farm does not tell them apart. */
export function farmOptions(format: string, plugins: JsPlugin[], targetEnv: Target = "node"): Options {
  const extension = format === "cjs" ? "cjs" : "js";
  return {
    root: process.cwd(),
    compilation: {
      input: { main: "./src/main.ts" },
      output: {
        path: "dist",
        targetEnv,
        format: format === "cjs" ? "cjs" : "esm",
        entryFilename: `[entryName].${extension}`,
        filename: `[resourceName].[contentHash].${extension}`,
      },
      external: ["^memoir($|/)"],
      minify: format === "cjs",
      lazyCompilation: false,
      persistentCache: { namespace: format },
    },
    plugins,
  };
}
