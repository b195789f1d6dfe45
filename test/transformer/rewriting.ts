import { expect } from "vitest";
import { parse } from "../../transformer/parse/parse.ts";
import { rewrite, type Rewritten, type RewriteOptions } from "../../transformer/rewrite.ts";

const options: RewriteOptions = { module: "esm", emit: {}, settings: { root: "." } };

/** Rewrites a module and checks what must hold of every rewrite: it parses, and every line stays where it is. */
export function rewritten(text: string, file = "src/a.ts", given: Partial<RewriteOptions> = {}): Rewritten {
  const result = rewrite(text, file, { ...options, ...given });
  if (result === undefined) throw new Error("unchanged");
  expect(parse(result.code, file), result.code).toHaveProperty("program");
  expect(result.code.split("\n").length).toBe(text.split("\n").length);
  return result;
}

/** The static facts that a rewrite states: one descriptor a definition or unit, split into its fields. */
export function descriptors(result: Rewritten): string[][] {
  const found = result.code.matchAll(/"([\w-]{22}\|[^"]*)"/g);
  return [...found].map(([, text = ""]) => text.split("|"));
}

/** The descriptor of the definition or unit with this name. */
export function described(
  text: string,
  name: string,
  given?: Partial<RewriteOptions>,
  file?: string,
): string[] {
  const found = descriptors(rewritten(text, file, given)).find((fields) => fields[1] === name);
  if (found === undefined) throw new Error(`no definition of ${name}`);
  return found;
}

/** The code digest of `f`. */
export const digest = (text: string, given?: Partial<RewriteOptions>, file?: string): string =>
  described(text, "f", given, file)[0] ?? "";

/** The slots of `f`: what it reads from outside. */
export const slots = (text: string): string[] => described(text, "f", {}, "src/a.tsx").slice(3);
