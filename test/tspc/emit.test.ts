import { expect, test } from "vitest";
import type { Json } from "./project.ts";
import { config, createProject } from "./project.ts";

const DECLARED = {
  "src/shapes.ts": `/** A shape. */
export interface Shape { area(): number }
export const enum Unit { Metre = "m", Foot = "ft" }
export type Named<T> = T & { name: string };
`,
  "src/lib.ts": `import { Unit, type Named, type Shape } from "./shapes.js";
export function twice(n: number): number;
export function twice(n: string): string;
// @cache
export function twice(n: any): any { return n + n; }
/** Documented. */
// @cache persistent name=square
export async function square<T extends Shape>(shape: Named<T>, unit = Unit.Metre) { return [shape.name, unit, shape.area() ** 2] as const; }
export function inferred() { return { deep: new Map<string, Named<Shape>>(), later: import("./shapes.js") }; }
// @cache
function hidden() { return 1; }
export default hidden;
`,
  "src/main.ts": `import hidden, { square, twice } from "./lib.js";
export { square };
// @cache
export function run() { return twice(hidden()); }
`,
};

const only = (tree: Record<string, string>, pattern: RegExp) =>
  Object.fromEntries(Object.entries(tree).filter(([name]) => pattern.test(name)));

test.each<[string, string[], Json]>([
  ["-p", ["-p", "."], { declaration: true, declarationMap: true }],
  [
    "-p with declarationDir and stripInternal",
    ["-p", "."],
    { declaration: true, declarationDir: "types", stripInternal: true },
  ],
  ["--incremental", ["-p", "."], { declaration: true, declarationMap: true, incremental: true }],
  ["-b", ["-b"], { composite: true, declarationMap: true }],
  ["isolatedDeclarations, no check", ["-p", "."], { declaration: true, noCheck: true }],
  ["emitDeclarationOnly", ["-p", "."], { declaration: true, emitDeclarationOnly: true }],
])("declarations are those of plain tsc: %s", async (_name, args, options) => {
  const project = createProject({
    "package.json": JSON.stringify({ type: "module" }),
    "tsconfig.json": config({ outDir: "out/js", ...options }),
    ...DECLARED,
  });
  expect(await project.tsc(...args)).toMatchObject({ code: 0, stdout: "" });
  const plain = { ...project.tree("out"), ...("declarationDir" in options ? project.tree("types") : {}) };
  project.remove("out");
  if ("declarationDir" in options) project.remove("types");
  expect(await project.tspc(...args, ...(args[0] === "-b" ? ["--force"] : []))).toMatchObject({
    code: 0,
    stdout: "",
  });
  const ours = { ...project.tree("out"), ...("declarationDir" in options ? project.tree("types") : {}) };
  expect(Object.keys(ours).sort()).toEqual(Object.keys(plain).sort());
  const declarations = /\.d\.ts(\.map)?$/;
  expect(Object.keys(only(plain, declarations)).length).toBeGreaterThan(2);
  expect(only(ours, declarations)).toEqual(only(plain, declarations));
  const buildInfo = only(plain, /tsbuildinfo$/);
  expect(Object.keys(buildInfo)).toHaveLength(options["incremental"] || options["composite"] ? 1 : 0);
  expect(only(ours, /tsbuildinfo$/)).toEqual(buildInfo);
  if (!options["emitDeclarationOnly"]) expect(ours["js/lib.js"] ?? ours["lib.js"]).toContain("$call");
});

test.each<[string, Json]>([
  ["const enums, elision, metadata, using", {}],
  ["importHelpers, down-levelled", { importHelpers: true, target: "es2017", isolatedModules: true }],
  ["incremental", { incremental: true }],
])("what TypeScript alone knows how to emit comes out right: %s", async (_name, options) => {
  const project = createProject({
    "package.json": JSON.stringify({ type: "commonjs" }),
    "tsconfig.json": config({
      target: "es2022",
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      esModuleInterop: true,
      lib: ["es2023", "esnext.disposable", "dom"],
      ...options,
    }),
    "node_modules/tslib/package.json": JSON.stringify({ name: "tslib", main: "tslib.js" }),
    "node_modules/tslib/tslib.d.ts":
      "export declare const __decorate: any, __metadata: any, __awaiter: any, __param: any, __addDisposableResource: any, __disposeResources: any, __importDefault: any, __importStar: any;",
    "node_modules/tslib/tslib.js": `Object.assign(exports, {
  __awaiter: (self, args, P, g) => new Promise((resolve) => { const it = g(); const step = (v) => { const r = it.next(v); r.done ? resolve(r.value) : Promise.resolve(r.value).then(step); }; step(); }),
  __decorate: (decorators, target, key) => { for (const d of decorators.reverse()) d(target, key); },
  __metadata: (key, value) => Reflect.metadata(key, value),
  __addDisposableResource: (env, value) => { env.value = value; return value; },
  __disposeResources: (env) => env.value[Symbol.dispose](),
});`,
    "src/types.ts": `export enum Kept { A = 1 }
${options["isolatedModules"] ? "export enum Level { High = 7 }" : "export const enum Level { High = 7 }"}
export interface Erased { x: number }
export class Service {}
console.log("types loaded");
`,
    "src/erased.ts": `export interface OnlyType { x: number }
throw new Error("an import that only types need must be elided");
`,
    "src/main.ts": `import { Kept, Level, type Erased, Service } from "./types.js";
${options["isolatedModules"] ? 'import type { OnlyType } from "./erased.js";' : 'import { OnlyType } from "./erased.js";'}
Reflect.metadata = (key: string, value: any) => () => { console.log(key, [value].flat().map((v: any) => v?.name)); };
declare global { namespace Reflect { let metadata: any } }
const mark: any = () => {};
class Controller {
  @mark run(service: Service, erased: Erased, kept: Kept): Promise<string> { return Promise.resolve("run"); }
}
// @cache
async function work(input: OnlyType) {
  using end = { [Symbol.dispose]: () => console.log("disposed") };
  return [Level.High, input.x, await new Controller().run(new Service(), { x: 1 }, Kept.A)];
}
work({ x: 2 }).then((result) => console.log(result.join()));
`,
  });
  expect(await project.tspc("-p", ".")).toMatchObject({ code: 0, stdout: "" });
  if (!options["isolatedModules"]) expect(project.read("out/main.js")).toContain("7 /* Level.High */");
  const ran = await project.node("out/main.js");
  expect(ran.stderr).toBe("");
  expect(ran.stdout.split("\n").sort()).toEqual(
    [
      "types loaded",
      "design:type [ 'Function' ]",
      "design:paramtypes [ 'Service', 'Object', 'Number' ]",
      "design:returntype [ 'Promise' ]",
      "call work",
      "disposed",
      "7,2,run",
      "",
    ].sort(),
  );
});

test("a project in which nothing is rewritten is emitted as by tsc", async () => {
  const project = createProject({
    "package.json": JSON.stringify({ type: "module" }),
    "tsconfig.json": config({
      declaration: true,
      sourceMap: true,
      incremental: true,
      tsBuildInfoFile: "out/info",
    }),
    "src/main.ts": "export const a: number = 1;\n",
  });
  await project.tsc("-p", ".");
  const plain = project.tree("out");
  project.remove("out");
  expect(await project.tspc("-p", ".")).toMatchObject({ code: 0 });
  expect(project.tree("out")).toEqual(plain);
});
