/** What memoir uses of Bun. */
export interface Bun {
  plugin(plugin: Plugin): void;
  readonly Transpiler: new (options: { readonly loader: Loader }) => {
    transformSync(code: string): string;
  };
}

export type Loader = "js" | "jsx" | "ts" | "tsx";

interface Plugin {
  readonly name: string;
  setup(build: {
    onLoad(where: { readonly filter: RegExp }, load: (file: { readonly path: string }) => Loaded): void;
  }): void;
}

/** Text for Bun to compile, or what a module exports that has run already. */
export type Loaded =
  | { readonly loader: Loader; readonly contents: string }
  | { readonly loader: "object"; readonly exports: Readonly<Record<string, unknown>> };

export const bun = (globalThis as unknown as { readonly Bun: Bun }).Bun;

/** How Bun reads a file by its ending: JavaScript may hold JSX. */
export function loaderOf(path: string): Loader {
  if (path.endsWith(".tsx")) return "tsx";
  return /\.[cm]?ts$/.test(path) ? "ts" : "jsx";
}
