import { parse } from "../../parse/parse.ts";
import type { RewriteOptions } from "../../rewrite/types.ts";

/** What a file without a stated format is: an ES module where it has the syntax of one. */
export function formatOf(text: string, path: string): RewriteOptions["module"] {
  if (/\.m[jt]s$/.test(path)) return "esm";
  if (/\.c[jt]s$/.test(path)) return "commonjs";
  const module = parse(text, path);
  if ("reason" in module) return "commonjs";
  return module.program.body.some(({ type }) => /^(?:Import|Export)/.test(type)) ? "esm" : "commonjs";
}
