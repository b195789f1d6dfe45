import type { Statement } from "@babel/types";
import { endOf } from "../../../transformer/parse/nodes.ts";
import { type Change, insert, type Module, withComments } from "../module.ts";
import type { Random } from "../../random.ts";

const functionOf = (statement: Statement): Statement | undefined => {
  const inner = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  return inner?.type === "FunctionDeclaration" ? statement : undefined;
};

/** Function declarations that may stand anywhere in their module: no implementations of overloads. */
export function movable({ program }: Module): readonly Statement[] {
  return program.body.filter((statement, at) => {
    const before = program.body[at - 1];
    const inner = before?.type === "ExportNamedDeclaration" ? before.declaration : before;
    return functionOf(statement) !== undefined && inner?.type !== "TSDeclareFunction" && at > 0;
  });
}

function exchanged(module: Module, statements: readonly Statement[], random: Random) {
  const first = random.pick(statements);
  const second = random.pick(statements);
  if (first === undefined || second === undefined || first === second) return undefined;
  const a = withComments(module, first);
  const b = withComments(module, second);
  return [
    { ...a, text: module.text.slice(b.start, b.end) },
    { ...b, text: module.text.slice(a.start, a.end) },
  ];
}

export const functions = (module: Module, random: Random): readonly Change[] | undefined =>
  exchanged(module, movable(module), random);

export const imports = (module: Module, random: Random): readonly Change[] | undefined =>
  exchanged(
    module,
    module.program.body.filter(({ type }, at) => type === "ImportDeclaration" && at > 0),
    random,
  );

/** A function declaration becomes the last statement. */
export function toTheEnd(module: Module, random: Random): readonly Change[] | undefined {
  const statement = random.pick(movable(module));
  if (statement === undefined) return undefined;
  const range = withComments(module, statement);
  return [range, insert(module.text.length, `\n${module.text.slice(range.start, range.end)}\n`)];
}

const unrelated = [
  "function unrelated(x: number) { return x * 2; }",
  "export function unrelated(): string { return 'unrelated'; }",
  "const unrelated = { a: 1, b: [2, 3] };",
  "export const unrelated = (x: number) => x + 1;",
  "class Unrelated { static n = 1; m() { return this; } }",
  "interface Unrelated { readonly a: number }",
  "export type Unrelated = string | number;",
  "enum Unrelated { A, B = 5 }",
  'import { sep as unrelated } from "node:path";\nvoid unrelated;',
  "let unrelated = 0;\nunrelated += 1;",
];

export function addition(module: Module, random: Random): readonly Change[] | undefined {
  const places = module.program.body.filter((statement) => {
    const inner = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    return inner?.type !== "TSDeclareFunction";
  });
  const place = random.pick(places);
  return place && [insert(endOf(place), `\n${random.pick(unrelated) ?? ""}\n`)];
}
