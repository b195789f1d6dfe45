import { swap, type Case, type Texts } from "../case.ts";
import { linked, type Link } from "./links/link.ts";

const code =
  "export const go = (x) => x + 1;\nexport class K { go(x) { return x + 1; } }\nexport const o = { go };\n";

const installed = (name: string): Texts => ({
  [`/node_modules/${name}/package.json`]: JSON.stringify({
    name,
    version: "1.0.0",
    type: "module",
    exports: { ".": "./i.js", "./sub": "./sub.js" },
  }),
  [`/node_modules/${name}/i.js`]: code,
  [`/node_modules/${name}/sub.js`]: code,
});

/** Another version of a package, whose code differs too. */
const of = (pack: string, name: string, top: string, body: string, rest: Partial<Link> = {}): Case => ({
  ...linked({
    row: 69,
    name: `another version of a package: ${name}`,
    files: installed(pack),
    top,
    body,
    forms: ["function", "block"],
    ...rest,
  }),
  edit: {
    [`/node_modules/${pack}/package.json`]: swap(['"1.0.0"', '"1.0.1"']),
    [`/node_modules/${pack}/i.js`]: swap(["+ 1", "+ 2"]),
    [`/node_modules/${pack}/sub.js`]: swap(["+ 1", "+ 2"]),
  },
});

/** Ways in which a package's code is reached. */
export const packages: readonly Case[] = [
  of("p-one", "sub-path export", 'import { go } from "p-one/sub";\n', "return go(2);"),
  of("p-two", "class of a package instantiated", 'import { K } from "p-two";\n', "return new K().go(2);"),
  of(
    "p-three",
    "class of the project extends a package's",
    'import { K } from "p-three";\nclass L extends K { more() { return 1; } }\n',
    "return (new L() as any).go(2);",
  ),
  of(
    "p-four",
    "function of a package in a table of the project",
    'import { go } from "p-four";\nconst t = { f: go };\n',
    "return t.f(2);",
    { mayRefuse: true },
  ),
  of(
    "p-five",
    "createRequire of a package",
    'import { createRequire } from "node:module";\nconst { go } = createRequire(import.meta.url)("p-five");\n',
    "return go(2);",
    { mayRefuse: true },
  ),
  of(
    "p-six",
    "createRequire of a package as an object",
    'import { createRequire } from "node:module";\nconst six = createRequire(import.meta.url)("p-six");\n',
    "return six.go(2);",
    { mayRefuse: true },
  ),
  of(
    "p-seven",
    "constant that a package's function gave",
    'import { go } from "p-seven";\nconst k = go(1);\n',
    "return k;",
  ),
  of("p-eight", "import() of a package", "", 'return (await import("p-eight")).go(2);', { isAsync: true }),
  of("p-nine", "package's function passed as an argument", 'import { go } from "p-nine";\n', "return f(2);", {
    params: "f: any",
    args: "go",
    mayRefuse: true,
  }),
  of(
    "p-ten",
    "namespace of a package by computed name",
    'import * as ten from "p-ten";\n',
    "return (ten as any)[k](2);",
    { params: "k: string", args: '"go"' },
  ),
  of(
    "p-eleven",
    "instance of a package's class in a module constant",
    'import { K } from "p-eleven";\nconst k = new K();\n',
    "return k.go(2);",
  ),
  of(
    "p-twelve",
    "package's decorator",
    'import { go } from "p-twelve";\nconst d = (_: any, __: any) => (x: number) => go(x);\nclass A { @d go(_: number) { return 0; } }\n',
    "return new A().go(2);",
  ),
];
