import type { Statement } from "@babel/types";
import { isNode, type Node } from "../../../transformer/parse/nodes.ts";
import { apply, insert, type Module, textOf, withComments } from "../module.ts";
import type { Random } from "../../random.ts";
import { movable } from "./order.ts";

/** Moves a function to a module of its own, which its old module imports. */
export function anotherModule(
  module: Module,
  random: Random,
  extension: string,
): Readonly<Record<string, string>> | undefined {
  const statement = random.pick(movable(module));
  const declared = statement && declarationOf(statement);
  if (statement === undefined || declared?.type !== "FunctionDeclaration" || !declared.id) return undefined;
  const own = declared.id.name;
  const used = namesIn(declared);
  const exported = new Set<string>();
  for (const other of module.program.body) {
    if (other.type === "ImportDeclaration" || other === statement) continue;
    const isExported = other.type === "ExportNamedDeclaration";
    for (const name of namesOf(declarationOf(other))) {
      if (!used.has(name)) continue;
      if (!isExported) return undefined;
      exported.add(name);
    }
  }
  const file = module.path.replace(/\.ts$/, "-moved.ts");
  const imports = module.program.body.filter(({ type }) => type === "ImportDeclaration");
  const from = (path: string): string =>
    JSON.stringify(`./${path.replace(/^.*\//, "").replace(/\.ts$/, extension)}`);
  const range = withComments(module, statement);
  const isExported = statement.type === "ExportNamedDeclaration";
  const moved = module.text.slice(range.start, range.end);
  const header = [
    ...imports.map((node) => textOf(module.text, node)),
    ...(exported.size > 0 ? [`import { ${[...exported].join(", ")} } from ${from(module.path)};`] : []),
  ];
  const again = `import { ${own} } from ${from(file)};\n${isExported ? `export { ${own} };\n` : ""}`;
  return {
    [file]: `${header.join("\n")}\n${isExported ? moved : `${moved}\nexport { ${own} };`}\n`,
    [module.path]: apply(module.text, [range, insert(module.text.length, `\n${again}`)]),
  };
}

const declarationOf = (statement: Statement): Node | null | undefined =>
  statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;

function namesOf(node: Node | null | undefined): readonly string[] {
  if (!node) return [];
  if (node.type === "VariableDeclaration") return node.declarations.flatMap(({ id }) => [...namesIn(id)]);
  // Types are not looked up.
  return !node.type.startsWith("TS") || node.type === "TSEnumDeclaration"
    ? "id" in node && isNode(node.id) && node.id.type === "Identifier"
      ? [node.id.name]
      : []
    : [];
}

function namesIn(root: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const enter = (node: Node): void => {
    if (node.type === "Identifier") names.add(node.name);
    for (const value of Object.values(node) as unknown[]) {
      for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(item)) enter(item);
    }
  };
  enter(root);
  return names;
}
