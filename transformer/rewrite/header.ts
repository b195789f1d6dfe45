import { FORMAT } from "../../runtime/format.ts";
import { startOf } from "../parse/nodes.ts";
import type { ModuleContext } from "./context.ts";

/**
 * Puts the import of the runtime and the module's own statements on the line of the first statement: after a
 * shebang, directives, leading comments and pragmas, and without a line break, so that every position stays.
 */
export function writeHeader(context: ModuleContext, exported: string | undefined): void {
  const { file, options, module } = context;
  const [first] = module.program.body;
  if (first === undefined) return;
  const url = options.url ?? (options.module === "esm" ? "import.meta.url" : "__filename");
  const stated = {
    ...(context.sites.length > 0 && options.settings),
    ...(options.bundled === true && { bundled: true }),
  };
  const settings = Object.keys(stated).length === 0 ? undefined : JSON.stringify(stated);
  const given = [String(FORMAT), JSON.stringify(file), url];
  if (settings !== undefined || exported !== undefined) given.push(settings ?? "undefined");
  if (exported !== undefined) given.push(exported);
  const statement = `var ${context.fileName} = ${context.helper("$file")}(${given.join(", ")}); `;
  const text = context.importLine() + statement + context.header.join("");
  context.s.prependRight(Math.min(startOf(first), decoratorStart(first)), text);
}

/** The parser may start a decorated class at its keyword. */
function decoratorStart(node: object): number {
  const { decorators, declaration } = node as { decorators?: { start?: number }[]; declaration?: object };
  const own = decorators?.[0]?.start ?? Infinity;
  return declaration ? Math.min(own, decoratorStart(declaration)) : own;
}
