import { parse } from "../../parse/parse.ts";
import type { RewriteOptions } from "../../rewrite/types.ts";

type Format = RewriteOptions["module"];

/** What a file without a stated format is to Node: an ES module where it has the syntax of one. */
export const formatOf = (text: string, path: string): Format => bySyntax(text, path) ?? "commonjs";

/** What it is to bundlers: an ES module but where it uses what only CommonJS has. */
export const bundledFormatOf = (text: string, path: string): Format =>
  bySyntax(text, path) ??
  (/\bmodule\.exports\b|\bexports\s*[.[]|\brequire\s*\(/.test(text) ? "commonjs" : "esm");

function bySyntax(text: string, path: string): Format | undefined {
  if (/\.m[jt]s$/.test(path)) return "esm";
  if (/\.c[jt]s$/.test(path)) return "commonjs";
  const module = parse(text, path);
  if ("reason" in module) return undefined;
  const { body } = module.program;
  return body.some(({ type }) => /^(?:Import|Export)/.test(type)) ? "esm" : undefined;
}
