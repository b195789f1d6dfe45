/**
 * The Node host: `node --import memoir/register main.ts`, for TypeScript and JavaScript.
 *
 * Its hooks are the inner ones: Node, or a compiler whose hooks are registered after these, takes the types away from
 * what they give.
 */
import { getSourceMapsSupport, registerHooks, setSourceMapsSupport } from "node:module";
import { createLoad } from "./node/load.ts";
import { resolveRuntime } from "./node/resolve.ts";
import { createProjects } from "./project/project.ts";

registerHooks({
  resolve: resolveRuntime,
  load: createLoad(createProjects(process.cwd())),
});
if (!getSourceMapsSupport().enabled) setSourceMapsSupport(true);
