import { swap, type Case, type Corpus } from "../../case.ts";

const metadata = `
const store: any = {};
(Reflect as any).metadata = (key: string, value: any) => (target: any, name: string) => { store[name + key] = value; };
export const read = (key: string) => store[key][0].name;
export const deco = (..._: any[]): any => {};
`;

const decorated: Case = {
  row: 14,
  label: "M",
  name: "annotation of a decorated member whose metadata is read",
  files: {
    "m.ts": metadata,
    "a.ts": 'import { deco } from "./m.js";\nexport class A { @deco go(x: number) {} }',
  },
  unit: {
    top: 'import { A } from "./a.js";\nimport { read } from "./m.js";\nvoid A;\n',
    body: 'return read("godesign:paramtypes");',
  },
  edit: { "a.ts": swap(["x: number", "x: string"]) },
};

/** Decorators and what they decorate. */
const legacy = {
  method: [
    "export const deco = (_t: any, _k: any, d: any): any => { const f = d.value; return { ...d, value(x: any) { return [f.call(this, x), 1 + 1]; } }; };",
    "export class A { @deco go(x: number) { return x; } }",
  ],
  class: [
    "export const deco = (C: any): any => { C.prototype.go = () => 1 + 1; };",
    "@deco export class A { go(x: number) { return x; } }",
  ],
  property: [
    "export const deco = (t: any, k: any): any => { t[k + k] = 1 + 1; };",
    "export class A { @deco x: any; go() { return (this as any).xx; } }",
  ],
  parameter: [
    "export const deco = (t: any, _k: any, i: number): any => { t.at = i + (1 + 1); };",
    "export class A { go(@deco _x: number) { return (this as any).at; } }",
  ],
} as const;

/** Decorators as TypeScript had them before the standard. */
export const decorators: Corpus = {
  name: "legacy decorators with metadata",
  options: { experimentalDecorators: true, emitDecoratorMetadata: true },
  cases: [
    decorated,
    {
      row: 14,
      label: "M",
      name: "annotation of a decorated member of a class that is reached",
      files: {
        "m.ts": `${metadata}export const types = new WeakMap();`,
        "a.ts":
          'import { deco } from "./m.js";\nexport class A { @deco go(x: number) { return String(x); } }',
      },
      unit: {
        top: 'import { A } from "./a.js";\nimport { read } from "./m.js";\n',
        body: 'return [new A().go(1), read("godesign:paramtypes")];',
      },
      edit: { "a.ts": swap(["x: number", "x: any"]) },
    },
    {
      row: 13,
      label: "N",
      name: "annotation of a member that is not decorated",
      files: { "a.ts": "export class A { go(x: number) { return String(x); } }" },
      unit: { top: 'import { A } from "./a.js";\n', body: "return new A().go(1);" },
      edit: { "a.ts": swap(["x: number", "x: any"]) },
    },
    ...(["method", "class", "property", "parameter"] as const).map((kind): Case => ({
      row: 52,
      label: "M",
      name: `body of a legacy decorator of a ${kind}`,
      files: { "d.ts": legacy[kind][0], "a.ts": `import { deco } from "./d.js";\n${legacy[kind][1]}` },
      unit: { top: 'import { A } from "./a.js";\n', body: "return (new A() as any).go(1);" },
      edit: { "d.ts": swap(["1 + 1", "1 + 2"]) },
    })),
    {
      row: 31,
      label: "M",
      name: "helper of a decorated cached method",
      files: {
        "a.ts": "export const go = (x: number) => x + 1;",
        "d.ts": "export const deco = (..._: any[]): any => {};",
        "unit.ts": `
import { go } from "./a.js";
import { deco } from "./d.js";
class Home {
  // @cache persistent name=unit
  @deco unit(x: number) { console.log("@ran"); return go(x); }
}
console.log("@out", new Home().unit(2));`,
      },
      edit: { "a.ts": swap(["x + 1", "x + 2"]) },
    },
  ],
};
