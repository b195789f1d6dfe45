import type { RewriteOptions } from "../../rewrite/types.ts";

/** Where rewritten modules go. */
export interface Surroundings {
  readonly framework: string;
  /** esbuild's output format. */
  output: string | undefined;
  /** False where modules stay files of their own, at the place of their sources. */
  isBundled: boolean;
  /** True where Farm builds for browsers. */
  isForBrowsers: boolean;
}

/** Where there is no such thing, a bundle has no name, and finds no manifest. */
const guarded = `typeof __filename === "undefined" ? "" : __filename`;

/** The expression that names the file of the bundle, in a module's syntax. */
export function urlIn({ framework, output }: Surroundings, module: RewriteOptions["module"]): string {
  switch (framework) {
    case "webpack":
    case "rspack":
      // Their `import.meta.url` is the path of the source on the machine that built.
      return module === "esm" ? "import.meta.filename" : "__filename";
    case "esbuild":
      return module === "esm" && output === "esm" ? "import.meta.url" : guarded;
    default:
      return module === "esm" ? "import.meta.url" : guarded;
  }
}
