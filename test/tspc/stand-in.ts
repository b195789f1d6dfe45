import { parse } from "@babel/parser";
import MagicString from "magic-string";
import { noReach } from "../../transformer/analyze/reach.ts";
import type { Diagnostic, RewriteOptions, Rewritten, UnitInfo } from "../../transformer/rewrite/types.ts";

/**
 * A transform with the outward form of memoir's, so that the host is tested apart from it: an import and definitions
 * in front of the first statement, wrapped bodies below `// @cache`, no lines added, findings at `@error` and `@warn`.
 */
export function standIn(text: string, fileName: string, options: RewriteOptions): Rewritten | undefined {
  if (text.includes("@throw")) throw new Error("the stand-in was told to throw");
  const { program } = parse(text, {
    sourceType: "unambiguous",
    plugins: ["typescript", "decorators-legacy", ...(/x$/.test(fileName) ? ["jsx" as const] : [])],
  });
  const s = new MagicString(text);
  const definitions: string[] = [];
  const units: UnitInfo[] = [];
  for (const statement of program.body) {
    const exported = "declaration" in statement ? statement.declaration : statement;
    if (exported?.type !== "FunctionDeclaration" || !exported.id || exported.declare) continue;
    const { name } = exported.id;
    definitions.push(`$fn(${name}, ${JSON.stringify([fileName, options])});`);
    if (!statement.leadingComments?.some(({ value }) => value.trim().startsWith("@cache"))) continue;
    const [start, end] = [exported.body.start ?? 0, exported.body.end ?? 0];
    s.appendLeft(
      start + 1,
      ` return $call(${JSON.stringify(name)}, ${exported.async ? "async " : ""}() => {`,
    );
    s.appendRight(end - 1, "});");
    const line = statement.loc?.start.line ?? 0;
    const stated = { start, end };
    const unit = { name, tier: "memory", form: "function", line, stated, named: undefined, start } as const;
    units.push({ ...unit, options: {}, parameters: [], inputs: [] });
  }
  const diagnostics = findings(text);
  if (definitions.length === 0 && diagnostics.length === 0) return undefined;
  const isModule = program.sourceType === "module" || options.module === "esm";
  const names = "{ $fn, $call }";
  const helper = isModule
    ? `import ${names} from "memoir/internal";`
    : `const ${names} = require("memoir/internal");`;
  s.appendLeft(program.body[0]?.start ?? 0, `${helper} ${definitions.join(" ")} `);
  const map = s.generateMap({ source: fileName, hires: "boundary", includeContent: true });
  return { code: s.toString(), map: map.toString(), units, diagnostics, reach: noReach };
}

function findings(text: string): Diagnostic[] {
  return [...text.matchAll(/@(error|warn)/g)].map((match) => ({
    code: match[1] === "error" ? "MEMOIR1003" : "MEMOIR1004",
    severity: match[1] === "error" ? "error" : "warning",
    message: "This cannot be cached.",
    fix: "Remove it.",
    start: match.index,
    end: match.index + match[0].length,
  }));
}
