import { endOf, isFunction, type Node, startOf, unwrap } from "../../transformer/parse/nodes.ts";
import { parse } from "../../transformer/parse/parse.ts";
import { rewrite } from "../../transformer/rewrite.ts";

export interface Annotated {
  readonly text: string;
  /** The functions that are cached now. */
  readonly names: readonly string[];
  /** Those that are left as they are, for a build would report them: a hit does not do what they do. */
  readonly reported: readonly string[];
}

interface Found {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Puts a directive in front of every function that a module exports, on its line: every position stays. */
export function annotate(text: string, file: string, directive: string): Annotated {
  const all = exportedFunctions(text, file);
  const { length } = `/* ${directive} */ `;
  const options = { module: "esm", emit: {}, settings: { root: "." } } as const;
  const findings = rewrite(withDirectives(text, all, directive), file, options)?.diagnostics ?? [];
  const isReported = ({ start, end }: Found, index: number) =>
    findings.some((each) => each.start >= start + length * index && each.end <= end + length * (index + 1));
  const kept = all.filter((each, index) => !isReported(each, index));
  return {
    text: withDirectives(text, kept, directive),
    names: kept.map(({ name }) => name),
    reported: all.filter((each) => !kept.includes(each)).map(({ name }) => name),
  };
}

function withDirectives(text: string, functions: readonly Found[], directive: string): string {
  let result = text;
  for (const { start } of functions.toReversed())
    result = `${result.slice(0, start)}/* ${directive} */ ${result.slice(start)}`;
  return result;
}

function exportedFunctions(text: string, file: string): Found[] {
  const module = parse(text, file);
  if ("reason" in module) throw new Error(`${file} does not parse: ${module.reason}`);
  const statements = module.program.body;
  const listed = new Set(
    statements.flatMap((statement) =>
      statement.type === "ExportNamedDeclaration" && !statement.source
        ? statement.specifiers.map((each) => ("local" in each && "name" in each.local ? each.local.name : ""))
        : [],
    ),
  );
  return statements.flatMap((statement) => {
    const name = exportedFunction(statement, listed);
    return name === undefined ? [] : [{ name, start: startOf(statement), end: endOf(statement) }];
  });
}

/** The name of the function that a statement exports, by itself or under a list of names. */
function exportedFunction(statement: Node, listed: ReadonlySet<string>): string | undefined {
  if (statement.type === "ExportNamedDeclaration")
    return statement.declaration ? functionOf(statement.declaration) : undefined;
  if (statement.type === "ExportDefaultDeclaration")
    return isFunction(unwrap(statement.declaration)) ? "default" : undefined;
  const name = functionOf(statement);
  return name !== undefined && listed.has(name) ? name : undefined;
}

function functionOf(declaration: Node): string | undefined {
  if (declaration.type === "FunctionDeclaration") return declaration.id?.name;
  if (declaration.type !== "VariableDeclaration" || declaration.kind !== "const") return undefined;
  const [variable, second] = declaration.declarations;
  if (variable?.id.type !== "Identifier" || !variable.init || second !== undefined) return undefined;
  return isFunction(unwrap(variable.init)) ? variable.id.name : undefined;
}
