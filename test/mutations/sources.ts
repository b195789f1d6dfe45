import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import type { Statement } from "@babel/types";
import { isFunction, startOf } from "../../transformer/parse/nodes.ts";
import { rewrite } from "../../transformer/rewrite.ts";
import { apply, type Change, insert, type Module, parse, walk } from "./module.ts";
import type { Package } from "./packages.ts";
import type { Reach } from "./reach.ts";

export const modulesFolder = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const driversFolder = fileURLToPath(new URL("./projects/", import.meta.url));

/** The packages that a package imports. */
export const dependenciesOf = ({ sources }: Package): readonly string[] => {
  const folder = sources
    .split("/")
    .slice(0, sources.startsWith("@") ? 2 : 1)
    .join("/");
  const manifest = JSON.parse(readFileSync(`${modulesFolder}${folder}/package.json`, "utf8")) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  return Object.keys(manifest.dependencies ?? {});
};

export const driverOf = ({ name }: Package): string => readFileSync(`${driversFolder}${name}.ts`, "utf8");

/** The modules of a package that its driver reaches. */
export function sourcesOf(one: Package): ReadonlyMap<string, Module> {
  const modules = new Map<string, Module>();
  const pending = specifiersOf(parsed("driver.ts", driverOf(one))).map((path) =>
    path.replace("package/", ""),
  );
  for (const path of pending) {
    if (modules.has(path)) continue;
    const module = parsed(path, readFileSync(`${modulesFolder}${one.sources}/${path}`, "utf8"));
    modules.set(path, module);
    pending.push(...specifiersOf(module));
  }
  return modules;
}

export function parsed(path: string, text: string): Module {
  const module = parse(path, text);
  if (module === undefined) throw new Error(`${path} does not parse`);
  return module;
}

/** The files that a module imports by relative paths. */
function specifiersOf({ path, program }: Module): string[] {
  return program.body.flatMap((statement) => {
    if (!("source" in statement) || !statement.source?.value.startsWith(".")) return [];
    const target = posix.join(posix.dirname(path), statement.source.value);
    return [`${target.replace(/\.[jt]s$/, "")}.ts`];
  });
}

/** Caches the functions and methods of a module that run and that the transform has nothing to say about. */
export function annotated(module: Module, reach: Reach, { cached, directive }: Package): Module {
  const changes = candidates(module)
    .filter(({ at, name }) => reach.has(module.path, at.body) && (cached?.includes(name) ?? true))
    .map(({ at, name }) => insert(at.start, `// @cache ${directive?.(name) ?? "persistent"}\n`))
    .filter((change) => !isUnfit(module, change));
  return parsed(module.path, apply(module.text, changes));
}

/** True where the transform says that a hit would not stand for a call. */
function isUnfit({ path, text }: Module, change: Change): boolean {
  const settings = { module: "esm", emit: {}, settings: { root: "." } } as const;
  const diagnostics = rewrite(apply(text, [change]), path, settings)?.diagnostics ?? [];
  return diagnostics.some(({ code }) => code.startsWith("MEMOIR1"));
}

interface Candidate {
  readonly name: string;
  readonly at: { readonly start: number; readonly body: number };
}

function candidates({ program }: Module): readonly Candidate[] {
  const found = program.body.flatMap((statement) => candidateOf(statement) ?? []);
  walk(program, (node) => {
    const isMethod = node.type === "ClassMethod" && node.kind === "method" && node.key.type === "Identifier";
    if (!isMethod || node.key.type !== "Identifier") return;
    found.push({ name: node.key.name, at: { start: startOf(node), body: startOf(node.body) } });
  });
  return found;
}

function candidateOf(statement: Statement): Candidate | undefined {
  const inner = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  if (inner?.type === "FunctionDeclaration") {
    const name = inner.id?.name ?? "";
    return { name, at: { start: startOf(statement), body: startOf(inner.body) } };
  }
  const declared = inner?.type === "VariableDeclaration" && inner.kind === "const" ? inner.declarations : [];
  const [only, second] = declared;
  if (only?.id.type !== "Identifier" || !only.init || second !== undefined || !isFunction(only.init))
    return undefined;
  return { name: only.id.name, at: { start: startOf(statement), body: startOf(only.init.body) } };
}
