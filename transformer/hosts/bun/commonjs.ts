import Module, { createRequire } from "node:module";
import { dirname } from "node:path";
import { isTypeScript } from "../project/rewrite-file.ts";
import { bun, loaderOf, type Loaded } from "./bun.ts";

interface CommonJsModule {
  filename: string;
  paths: readonly string[];
  exports: unknown;
  _compile(code: string, path: string): void;
}

const CommonJs = Module as unknown as {
  readonly _nodeModulePaths: (folder: string) => readonly string[];
  new (path: string): CommonJsModule;
};

const { cache } = createRequire(import.meta.url) as unknown as {
  readonly cache: Record<string, CommonJsModule>;
};

/** Runs a CommonJS module: of what a plugin gives, Bun compiles ES modules alone. */
export function runCommonJs(path: string, code: string): Loaded {
  const module = new CommonJs(path);
  module.filename = path;
  module.paths = CommonJs._nodeModulePaths(dirname(path));
  cache[path] = module;
  try {
    module._compile(plainCode(path, code), path);
  } catch (error) {
    Reflect.deleteProperty(cache, path);
    throw error;
  }
  const { exports } = module;
  const named = typeof exports === "object" || typeof exports === "function" ? exports : {};
  return { loader: "object", exports: { ...named, default: exports, "module.exports": exports } };
}

const plainCode = (path: string, code: string): string =>
  isTypeScript(path) ? new bun.Transpiler({ loader: loaderOf(path) }).transformSync(code) : code;
