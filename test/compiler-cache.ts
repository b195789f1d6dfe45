import { fileURLToPath } from "node:url";

/**
 * The environment of compilers and bundlers, which each test starts anew: what V8 made of their code is kept
 * (https://nodejs.org/api/module.html#module-compile-cache).
 */
export const compilerCache = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL("../node_modules/.cache/compilers", import.meta.url)),
};
