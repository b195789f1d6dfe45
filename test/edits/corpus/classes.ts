import { swap, type Case } from "../case.ts";

const box = `
import { K } from "./k.js";
const key = Symbol("key");
export class Box {
  static size = 1;
  static #count = 2;
  static made: number;
  static { Box.made = 30; }
  #secret = 4;
  field = 5;
  [key]() { return 60; }
  constructor(readonly x: number) { this.field += 0; }
  method() { return this.x + 7; }
  get value() { return this.x + 8; }
  #hidden() { return 9; }
  static make(x: number) { return new this(x + 100); }
  all(): any { return [Box.size, Box.#count, Box.made, this.#secret, this.field, this[key](), this.method(), this.value, this.#hidden(), K]; }
}
`;

const edits: readonly (readonly [name: string, from: string, to: string])[] = [
  ["static field", "size = 1", "size = 11"],
  ["private static field", "#count = 2", "#count = 22"],
  ["static block", "made = 30", "made = 33"],
  ["private initialiser", "#secret = 4", "#secret = 44"],
  ["field", "field = 5", "field = 55"],
  ["symbol key", "return 60", "return 66"],
  ["method", "this.x + 7", "this.x + 77"],
  ["getter", "this.x + 8", "this.x + 88"],
  ["private method", "return 9", "return 99"],
  ["constructor", "this.field += 0", "this.field += 1"],
  ["static method", "x + 100", "x + 200"],
];

const capturesBox = { "box.ts": box, "k.ts": "export const K = 1;" };
const importsBox = 'import { Box } from "./box.js";\n';

const decorators = {
  method:
    "export const deco = (f: any, _: any): any => function (this: any) { return [f.call(this), 1 + 1]; };",
  class:
    "export const deco = (C: any, _: any): any => class extends C { go() { return [super.go(), 1 + 1]; } };",
  field: "export const deco = (_v: any, _: any): any => (x: any) => [x, 1 + 1];",
  accessor:
    "export const deco = (a: any, _: any): any => ({ get(this: any) { return [a.get.call(this), 1 + 1]; } });",
};

const decorated = {
  method: "export class A { @deco go() { return 5; } }",
  class: "@deco export class A { go() { return 5; } }",
  field: "export class A { @deco x: any = 5; go() { return this.x; } }",
  accessor: "export class A { @deco accessor x: any = 5; go() { return this.x; } }",
};

/** Protocols that the language calls without a name. */
const implicit: readonly (readonly [name: string, member: string, use: string])[] = [
  ["Symbol.iterator", "*[Symbol.iterator]() { yield 1 + 1; }", "[...(o as any)]"],
  ["toJSON", "toJSON() { return 1 + 1; }", "JSON.stringify(o)"],
  ["Symbol.toPrimitive", "[Symbol.toPrimitive]() { return 1 + 1; }", "`${o}`"],
  ["valueOf", "valueOf() { return 1 + 1; }", "+(o as any)"],
  ["toString", 'toString() { return "s" + (1 + 1); }', "`${o}`"],
  ["Symbol.hasInstance", "[Symbol.hasInstance]() { return 1 + 1 > 2; }", "{} instanceof (o as any)"],
  ["then", "then(done: any) { done(1 + 1); }", "await (o as any)"],
];

export const classes: readonly Case[] = [
  ...edits.flatMap(([name, from, to]): Case[] => [
    {
      row: 50,
      label: "M",
      name: `${name} of a class that is instantiated`,
      files: capturesBox,
      unit: { top: importsBox, body: "return Box.make(1).all();" },
      edit: { "box.ts": swap([from, to]) },
    },
    {
      row: 56,
      label: "M",
      name: `${name} of the class of an argument`,
      files: capturesBox,
      unit: {
        top: importsBox,
        params: "b: any",
        args: "Box.make(1)",
        body: "return [b.all(), b.constructor.make(2).all()];",
      },
      edit: { "box.ts": swap([from, to]) },
    },
  ]),
  {
    row: 50,
    label: "M",
    name: "constant that a method reads",
    files: capturesBox,
    unit: { top: importsBox, body: "return new Box(1).all();" },
    edit: { "k.ts": swap(["= 1", "= 2"]) },
  },
  {
    row: 50,
    label: "M",
    name: "method of a captured instance",
    files: { ...capturesBox, "b.ts": `${importsBox}export const b = new Box(1);` },
    unit: { top: 'import { b } from "./b.js";\n', body: "return b.all();" },
    edit: { "box.ts": swap(["this.x + 7", "this.x + 77"]) },
  },
  {
    row: 50,
    label: "M",
    name: "another method of the method's class, through this",
    unit: { body: "return this.other();", members: "other() { return 1 + 1; }" },
    forms: ["method"],
    edit: { "unit.ts": swap(["1 + 1", "1 + 2"]) },
  },
  {
    row: 50,
    label: "M",
    name: "computed name of a method",
    files: { "a.ts": 'const name = "one";\nexport class A { [name + "s"]() { return 1; } }' },
    unit: { top: 'import { A } from "./a.js";\n', body: "return Object.getOwnPropertyNames(A.prototype);" },
    edit: { "a.ts": swap(['"one"', '"two"']) },
  },
  ...(
    [
      ["instantiated", "", "new B()"],
      ["argument", "b: any", "b"],
    ] as const
  ).flatMap(([name, params, use]): Case[] => [
    {
      row: 51,
      label: "M",
      name: `method of a superclass in another module, ${name}`,
      files: {
        "a.ts": "export class A { go() { return 1 + 1; } }",
        "b.ts": 'import { A } from "./a.js";\nexport class B extends A { again() { return super.go(); } }',
      },
      unit: {
        top: 'import { B } from "./b.js";\n',
        params,
        args: params && "new B()",
        body: `const o = ${use};\nreturn [o.go(), o.again()];`,
      },
      edit: { "a.ts": swap(["1 + 1", "1 + 2"]) },
    },
    {
      row: 51,
      label: "M",
      name: `private field of a superclass in another module, ${name}`,
      files: {
        "a.ts": "export class A { #x = 1; go() { return this.#x; } }",
        "b.ts": 'import { A } from "./a.js";\nexport class B extends A {}',
      },
      unit: {
        top: 'import { B } from "./b.js";\n',
        params,
        args: params && "new B()",
        body: `return (${use}).go();`,
      },
      edit: { "a.ts": swap(["= 1", "= 2"]) },
    },
    {
      row: 51,
      label: "M",
      name: `superclass exchanged for an equal one, ${name}`,
      files: {
        "a.ts": "export class A { static tag = 1; }\nexport class C { static tag = 2; }",
        "b.ts":
          'import { A, C } from "./a.js";\nvoid [A, C];\nexport class B extends A { go() { return B.tag; } }',
      },
      unit: {
        top: 'import { B } from "./b.js";\n',
        params,
        args: params && "new B()",
        body: `return (${use}).go();`,
      },
      edit: { "b.ts": swap(["extends A", "extends C"]) },
    },
  ]),
  {
    row: 51,
    label: "M",
    name: "mixin",
    files: {
      "mix.ts": "export const mix = (Base: any) => class extends Base { mixed() { return 1 + 1; } } as any;",
      "b.ts": 'import { mix } from "./mix.js";\nexport class B extends mix(Object) {}',
    },
    unit: { top: 'import { B } from "./b.js";\n', body: "return (new B() as any).mixed();" },
    edit: { "mix.ts": swap(["1 + 1", "1 + 2"]) },
  },
  {
    row: 51,
    label: "M",
    name: "superclass that extends a built-in",
    files: {
      "a.ts": "export class A extends Map<string, number> { go() { return this.size + 1; } }",
      "b.ts": 'import { A } from "./a.js";\nexport const b = new A([["x", 1]]);',
    },
    unit: { top: 'import { b } from "./b.js";\n', body: "return b.go();" },
    edit: { "a.ts": swap(["size + 1", "size + 2"]) },
  },
  ...(["method", "class", "field", "accessor"] as const).map((kind): Case => ({
    row: 52,
    label: "M",
    name: `body of a decorator of a ${kind}`,
    files: {
      "d.ts": decorators[kind],
      "a.ts": 'import { deco } from "./d.js";\n' + decorated[kind],
    },
    unit: { top: 'import { A } from "./a.js";\n', body: "return (new A() as any).go();" },
    edit: { "d.ts": swap(["1 + 1", "1 + 2"]) },
  })),
  ...implicit.flatMap(([name, member, use]): Case[] => {
    const isAsync = name === "then";
    const top = 'import { A } from "./a.js";\n';
    const edit = { "a.ts": swap(["1 + 1", "1 + 2"]) };
    const one: Case = {
      row: 53,
      label: "M",
      name: `${name}, of an instance made in the unit`,
      files: { "a.ts": `export class A { ${member} }` },
      unit: { top, body: `const o = new A();\nreturn ${use};`, isAsync },
      edit,
    };
    const object: Case = {
      row: 53,
      label: "M",
      name: `${name}, of a captured object`,
      files: { "a.ts": `export const o = { ${member} };` },
      unit: { top: 'import { o } from "./a.js";\n', body: `return ${use};`, isAsync },
      edit,
    };
    return [one, object];
  }),
  {
    row: 54,
    label: "M",
    name: "tag function",
    files: {
      "a.ts": "export const tag = (t: TemplateStringsArray, ...v: number[]) => t.length + v.length + 1;",
    },
    unit: { top: 'import { tag } from "./a.js";\n', body: "return tag`a${1}b`;" },
    edit: { "a.ts": swap(["+ 1", "+ 2"]) },
  },
  {
    row: 55,
    label: "M",
    name: "helper made async",
    files: { "a.ts": "export const go: any = (x: number) => x;" },
    unit: { top: 'import { go } from "./a.js";\n', body: "return typeof go(1);" },
    edit: { "a.ts": swap(["= (x", "= async (x"]) },
  },
  {
    row: 55,
    label: "M",
    name: "helper made a generator",
    files: { "a.ts": "export const o: any = { go(x: number) { return [x]; } };" },
    unit: { top: 'import { o } from "./a.js";\n', body: "return Array.isArray(o.go(1));" },
    edit: { "a.ts": swap(["{ go", "{ *go"]) },
  },
  {
    row: 55,
    label: "M",
    name: "order of yield in a helper",
    files: { "a.ts": "export function* go() { yield 1; yield 2; }" },
    unit: { top: 'import { go } from "./a.js";\n', body: "return [...go()];" },
    edit: { "a.ts": swap(["yield 1; yield 2", "yield 2; yield 1"]) },
  },
  {
    row: 57,
    label: "M",
    name: "value of a private field of an argument",
    files: {
      "a.ts":
        "export class A { #x: number; constructor(x: number) { this.#x = x; } get x() { return this.#x; } }",
      "k.ts": "export const K = 1;",
    },
    unit: {
      top: 'import { A } from "./a.js";\nimport { K } from "./k.js";\n',
      params: "a: A",
      args: "new A(K)",
      body: "return a.x;",
    },
    edit: { "k.ts": swap(["= 1", "= 2"]) },
  },
  {
    row: 57,
    label: "M",
    name: "value of a private field of a superclass of a captured instance",
    files: {
      "a.ts":
        "export class A { #x: number; constructor(x: number) { this.#x = x; } get x() { return this.#x; } }",
      "b.ts": 'import { A } from "./a.js";\nclass B extends A {}\nexport const b = new B(1);',
    },
    unit: { top: 'import { b } from "./b.js";\n', body: "return b.x;" },
    edit: { "b.ts": swap(["B(1)", "B(2)"]) },
  },
];
