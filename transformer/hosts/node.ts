/**
 * The Node host: `node --import memoir/register main.ts`, for TypeScript and JavaScript.
 *
 * Its hooks are the inner ones: Node, or a compiler whose hooks are registered after these, takes the types away from
 * what they give. Deno has the same hooks.
 */
import module from "node:module";
import { createDenoLoad } from "./node/deno.ts";
import { createLoad } from "./node/load.ts";
import { resolveRuntime } from "./node/resolve.ts";
import { createProjects } from "./project/project.ts";
import { startTracing } from "./project/tracing.ts";

const projects = createProjects(process.cwd());
if (process.versions["deno"] === undefined) {
  module.registerHooks({ resolve: resolveRuntime, load: createLoad(projects) });
  if (!module.getSourceMapsSupport().enabled) module.setSourceMapsSupport(true);
} else {
  module.registerHooks({ resolve: resolveRuntime, load: createDenoLoad(projects) });
  await startTracing();
}
