import { swap, type Case, type Edits, type Texts } from "../case.ts";

const importsData = 'import data from "./data.json" with { type: "json" };\n';
const json = '{ "a": 1, "b": { "c": 2 } }';

const readsEnv = {
  "env.ts": 'export const zone = () => process.env["MY_ZONE"];',
};

function installed(name: string, version: string, code: string, more: object = {}): Texts {
  const manifest = { name, version, type: "module", main: "index.js", types: "index.d.ts", ...more };
  return {
    [`/node_modules/${name}/package.json`]: JSON.stringify(manifest),
    [`/node_modules/${name}/index.js`]: code,
    [`/node_modules/${name}/index.d.ts`]:
      "export declare const go: any;\ndeclare const d: any;\nexport default d;\n",
  };
}

const packages: Texts = {
  ...installed(
    "p069",
    "1.0.0",
    'import { inner } from "p069-inner";\nexport const go = (x) => x + inner();\nexport default { go };',
    {
      dependencies: { "p069-inner": "*" },
    },
  ),
  ...installed("p069-inner", "1.0.0", "export const inner = () => 1;"),
  ...installed("p069-other", "1.0.0", "export const go = () => 1;"),
};

const upgrade = (name: string, from: string, to: string): Edits => ({
  [`/node_modules/${name}/package.json`]: swap(["1.0.0", "1.0.1"]),
  [`/node_modules/${name}/index.js`]: swap([from, to]),
});

/** Each case has a package of its own: their edits are made to one project. */
function ofPackage(
  suffix: string,
  one: Pick<Case, "label" | "name"> & {
    readonly unit: NonNullable<Case["unit"]>;
    readonly edit: Edits;
    readonly files?: Texts;
    readonly row?: number;
  },
): Case {
  const named = (text: string): string => text.replaceAll("p069", `p069${suffix}`);
  const renamed = (texts: Texts): Texts =>
    Object.fromEntries(Object.entries(texts).map(([path, text]) => [named(path), named(text)]));
  return {
    row: one.row ?? 69,
    label: one.label,
    name: one.name,
    unit: { ...one.unit, top: named(one.unit.top ?? ""), body: named(one.unit.body) },
    files: renamed({ ...packages, ...one.files }),
    edit: Object.fromEntries(Object.entries(one.edit).map(([path, edit]) => [named(path), edit])),
  };
}

const callsGo = { top: 'import { go } from "p069";\n', body: "return go(2);" };

export const environment: readonly Case[] = [
  {
    row: 67,
    label: "M",
    name: "imported JSON: the value that is used",
    files: { "data.json": json },
    unit: { top: importsData, body: "return data.b.c;" },
    edit: { "data.json": swap(['"c": 2', '"c": 3']) },
  },
  {
    row: 67,
    label: "M",
    name: "imported JSON: the value that a helper uses",
    files: { "data.json": json, "a.ts": `${importsData}export const go = () => Object.values(data);` },
    unit: { top: 'import { go } from "./a.js";\n', body: "return go();" },
    edit: { "data.json": swap(['"c": 2', '"c": 3']) },
  },
  {
    row: 67,
    label: "N",
    name: "imported JSON: whitespace",
    files: { "data.json": json },
    unit: { top: importsData, body: "return data;" },
    edit: { "data.json": (text) => JSON.stringify(JSON.parse(text), null, 2) },
  },
  {
    row: 67,
    label: "N",
    name: "imported JSON: a value that is not used",
    files: { "data.json": json },
    unit: { top: importsData, body: "return data.b.c;" },
    edit: { "data.json": swap(['"a": 1', '"a": 2']) },
  },
  ...(
    [
      ["read by the unit", { body: 'return process.env["MY_ZONE"];' }],
      ["read by the unit as a member", { body: "return process.env.MY_ZONE;" }],
      ["destructured", { body: "const { MY_ZONE } = process.env;\nreturn MY_ZONE;" }],
      ["read by a helper", { top: 'import { zone } from "./env.js";\n', body: "return zone();" }],
      ["of node:process", { top: 'import { env } from "node:process";\n', body: "return env.MY_ZONE;" }],
      [
        "of node:process, default",
        { top: 'import process from "node:process";\n', body: "return process.env.MY_ZONE;" },
      ],
      ["read by a constant", { top: 'const zone = process.env["MY_ZONE"];\n', body: "return zone;" }],
      [
        "declared by env=",
        {
          top: 'import { createRequire } from "node:module";\nconst other = createRequire(import.meta.url)("node:process");\n',
          body: "return String(other.env.MY_ZONE);",
          options: { env: ["MY_ZONE"] },
        },
      ],
    ] as const
  ).flatMap(([name, unit]): Case[] => {
    const base = { row: 68, files: readsEnv, unit, env: { MY_ZONE: "a" } };
    return [
      { ...base, label: "M", name: `variable of the environment ${name}: value`, envAfter: { MY_ZONE: "b" } },
      {
        row: 68,
        files: readsEnv,
        unit,
        label: "M",
        name: `variable of the environment ${name}: set to nothing`,
        envAfter: { MY_ZONE: "" },
      },
      {
        ...base,
        label: "N",
        name: `variable of the environment ${name}: another one`,
        envAfter: { OTHER: "b" },
      },
    ];
  }),
  ...[
    '"MY_ZONE" in process.env',
    'Object.keys(process.env).includes("MY_ZONE")',
    "{ ...process.env }.MY_ZONE",
    "JSON.parse(JSON.stringify(process.env)).MY_ZONE",
  ].map((expression): Case => ({
    row: 68,
    label: "refuse",
    name: `environment as a whole: ${expression}`,
    unit: { body: `return ${expression};` },
    envAfter: { MY_ZONE: "b" },
  })),
  {
    row: 68,
    label: "refuse",
    name: "variable of the environment by computed name",
    unit: { params: "k: string", args: '"MY_ZONE"', body: "return process.env[k];" },
    env: { MY_ZONE: "a" },
    envAfter: { MY_ZONE: "b" },
  },
  {
    row: 68,
    label: "refuse",
    name: "variable of the environment by computed name, in a helper",
    files: { "env.ts": "const e = process.env;\nexport const get = (k: string) => e[k];" },
    unit: { top: 'import { get } from "./env.js";\n', body: 'return get("MY_ZONE");' },
    env: { MY_ZONE: "a" },
    envAfter: { MY_ZONE: "b" },
  },
  ofPackage("a", {
    label: "M",
    name: "version of a package",
    unit: callsGo,
    edit: upgrade("p069", "x + inner", "x - inner"),
  }),
  ofPackage("b", {
    label: "M",
    name: "version of a package that a package needs",
    unit: callsGo,
    edit: upgrade("p069-inner", "=> 1", "=> 2"),
  }),
  ofPackage("c", {
    label: "M",
    name: "version of a package, default import",
    unit: { top: 'import p from "p069";\n', body: "return p.go(2);" },
    edit: upgrade("p069", "x + inner", "x - inner"),
  }),
  ofPackage("d", {
    label: "M",
    name: "version of a package, namespace import",
    unit: { top: 'import * as p from "p069";\n', body: "return p.go(2);" },
    edit: upgrade("p069", "x + inner", "x - inner"),
  }),
  ofPackage("e", {
    label: "M",
    name: "version of a package, used by a helper and exported again",
    files: { "a.ts": 'export { go } from "p069";' },
    unit: { top: 'import { go } from "./a.js";\n', body: "return go(2);" },
    edit: upgrade("p069", "x + inner", "x - inner"),
  }),
  ofPackage("f", {
    label: "M",
    name: "version of a package, export * of a helper",
    files: {
      "a.ts": 'export * from "p069";',
      "b.ts": 'import { go } from "./a.js";\nexport const b = () => go(2);',
    },
    unit: { top: 'import { b } from "./b.js";\n', body: "return b();" },
    edit: upgrade("p069", "x + inner", "x - inner"),
  }),
  ofPackage("g", {
    label: "M",
    name: "version of a package, import()",
    unit: { body: 'const { go } = await import("p069");\nreturn go(2);', isAsync: true },
    edit: upgrade("p069", "x + inner", "x - inner"),
  }),
  ofPackage("h", {
    label: "M",
    name: "version of a package whose function was called at module level",
    files: { "a.ts": 'import { go } from "p069";\nexport const made = { v: go(2) };' },
    unit: { top: 'import { made } from "./a.js";\n', body: "return made.v;" },
    edit: upgrade("p069", "x + inner", "x - inner"),
  }),
  ofPackage("i", {
    row: 70,
    label: "Y",
    name: "version of a package unchanged, file patched in place: version= covers it",
    unit: { ...callsGo, options: { version: "patch1" } },
    edit: {
      "/node_modules/p069/index.js": swap(["x + inner", "x - inner"]),
      "unit.ts": (text) => text.replaceAll("patch1", "patch2"),
    },
  }),
  ofPackage("j", {
    row: 72,
    label: "N",
    name: "version of a package that is not reached",
    unit: callsGo,
    edit: upgrade("p069-other", "=> 1", "=> 2"),
  }),
  {
    row: 72,
    label: "N",
    name: "lockfile",
    files: { "/package-lock.json": '{ "lockfileVersion": 3 }' },
    unit: { body: "return 1 + 2;" },
    edit: { "/package-lock.json": '{\n  "lockfileVersion": 3\n}\n' },
  },
  {
    row: 73,
    label: "N",
    name: "file written again, same content",
    files: { "a.ts": "export const go = (x: number) => x + 1;" },
    unit: { top: 'import { go } from "./a.js";\n', body: "return go(2);" },
    edit: { "a.ts": "export const go = (x: number) => x + 1;" },
  },
  {
    row: 80,
    label: "M",
    name: "declared file: content",
    files: { "/data/80-content.txt": "one" },
    unit: {
      top: 'import { readFileSync } from "node:fs";\n',
      body: 'return readFileSync("data/80-content.txt", "utf8");',
      options: { files: ["data/80-content.txt"] },
    },
    edit: { "/data/80-content.txt": "two" },
  },
  {
    row: 80,
    label: "M",
    name: "declared glob: a file is added",
    files: { "/data/80-glob/1.txt": "one" },
    unit: {
      top: 'import { readdirSync } from "node:fs";\n',
      body: 'return readdirSync("data/80-glob").sort();',
      options: { files: ["data/80-glob/*.txt"] },
    },
    edit: { "/data/80-glob/2.txt": "one" },
  },
  {
    row: 80,
    label: "M",
    name: "declared glob: a file is renamed",
    files: { "/data/80-name/1.txt": "one" },
    unit: {
      top: 'import { readdirSync } from "node:fs";\n',
      body: 'return readdirSync("data/80-name").sort();',
      options: { files: ["data/80-name/*.txt"] },
    },
    edit: { "/data/80-name/1.txt": null, "/data/80-name/2.txt": "one" },
  },
  {
    row: 80,
    label: "N",
    name: "declared file: written again, same content",
    files: { "/data/80-time.txt": "one" },
    unit: {
      top: 'import { readFileSync } from "node:fs";\n',
      body: 'return readFileSync("data/80-time.txt", "utf8");',
      options: { files: ["data/80-time.txt"] },
    },
    edit: { "/data/80-time.txt": "one" },
  },
  {
    row: 83,
    label: "M",
    name: "two units with code=off and different names",
    files: {
      "unit.ts": `
// @cache persistent code=off name=first
function one(x: number) { console.log("@ran"); return x + 1; }
// @cache persistent code=off name=unit
function two(x: number) { console.log("@ran"); return x + 2; }
console.log("@out", one(1), two(1));`,
    },
    outcomes: { cold: ["miss"], warm: ["hit"], after: ["hit"] },
  },
];
