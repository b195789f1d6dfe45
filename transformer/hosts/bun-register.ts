/**
 * Bun as a host: `bun --preload memoir/register main.ts`, for TypeScript and JavaScript.
 */
import { join } from "node:path";
import { bun } from "./bun/bun.ts";
import { createLoad } from "./bun/load.ts";
import { startTracing } from "./project/tracing.ts";
import { isThere } from "./project/files.ts";
import { createProjects } from "./project/project.ts";
import { projectSource } from "./project/rewrite-file.ts";
import { readTsconfig } from "./project/tsconfig.ts";

/** Bun asks the tsconfig of the working directory, and not what its `target` implies. */
function definesFields(): boolean {
  const path = join(process.cwd(), "tsconfig.json");
  return !isThere(path) || readTsconfig(path).compilerOptions["useDefineForClassFields"] !== false;
}

const load = createLoad(createProjects(process.cwd()), definesFields());

bun.plugin({
  name: "memoir",
  setup: (build) => build.onLoad({ filter: projectSource }, ({ path }) => load(path)),
});

await startTracing();
