import { syncBuiltinESMExports } from "node:module";
import { traceFileSystem } from "./file-system.ts";
import { traceStandardInput } from "./standard-input.ts";
import { traceWorkingDirectory } from "./working-directory.ts";

let isTracing = false;

/**
 * Starts to note what computations read through `node:fs`. Once, when memoir is loaded: packages that take
 * functions of `node:fs` into variables do so when they are loaded, which must be later.
 */
export function traceFiles(): void {
  if (isTracing) return;
  isTracing = true;
  traceFileSystem();
  traceStandardInput();
  traceWorkingDirectory();
  syncBuiltinESMExports();
}
