import { swap, type Case } from "../case.ts";

const ran = 'console.log("@ran");';
const twice = { cold: ["miss", "miss"], warm: ["hit", "hit"], after: ["hit", "miss"] };

/** What code makes when it is first asked, and what others do to that afterwards. */
const made = (name: string, home: string, change: string, read: string): Case => ({
  row: 60,
  label: "M",
  name: `made on first use and changed afterwards: ${name}`,
  files: {
    "k.ts": home,
    "unit.ts": `
import { get } from "./k.js";
// @cache persistent
async function unit() { ${ran} return ${read}; }
const before = await unit(); ${change.replace("VALUE", "2")}; console.log("@out", before, await unit());`,
  },
  edit: { "unit.ts": swap([change.replace("VALUE", "2"), change.replace("VALUE", "3")]) },
  outcomes: twice,
});

/** A memo table of a pure helper, filled by other code or not. */
const memo = (name: string, compute: string, files: Record<string, string> = {}): Case => ({
  row: 60,
  label: "N",
  name: `memo table that other code fills: ${name}`,
  files,
  unit: {
    top: `${compute}
const memo = new Map<number, number>();
function look(x: number) { if (!memo.has(x)) memo.set(x, compute(x)); return memo.get(x); }
look(7);\n`,
    body: "return look(1);",
  },
  edit: { "unit.ts": swap(["look(7)", "look(8)"]) },
});

/** State that code makes for itself: variables initialised on first use, and memo tables. */
export const ownState: readonly Case[] = [
  made(
    "configuration",
    "let it: any; const load = () => ({ rate: 1 });\nexport function get() { return (it ??= load()); }",
    "get().rate = VALUE",
    "get().rate",
  ),
  made(
    "configuration, by if",
    "let it: any = null; const load = () => ({ rate: 1 });\nexport function get() { if (it === null) { it = load(); } return it; }",
    "get().rate = VALUE",
    "get().rate",
  ),
  made(
    "registry",
    "let it: any; const make = () => new Map();\nexport const get = () => (it ??= make());",
    'get().set("a", VALUE)',
    'get().get("a")',
  ),
  made(
    "instance with a private field",
    "class A { #x = 1; get x() { return this.#x; } set(x: number) { this.#x = x; } }\nconst make = () => new A();\nlet it: any; export const get = () => (it ??= make());",
    "get().set(VALUE)",
    "get().x",
  ),
  made(
    "configuration behind a promise",
    "let it: any; const load = async () => ({ rate: 1 });\nexport const get = () => (it ??= load());",
    "(await get()).rate = VALUE",
    "(await get()).rate",
  ),
  {
    row: 60,
    label: "N",
    name: "made on first use, before or after the unit is called",
    files: {
      "k.ts": "let it: any; const load = () => ({ rate: 1 });\nexport const get = () => (it ??= load());",
    },
    unit: { top: 'import { get } from "./k.js";\nget;\n', body: "return get().rate;" },
    edit: { "unit.ts": swap(["get;", "get();"]) },
  },
  memo("its own function", "const compute = (x: number) => x * 2;"),
  memo("a function of another module", 'import { compute } from "./c.js";', {
    "c.ts": "export const compute = (x: number) => x * 2;",
  }),
  {
    row: 59,
    label: "M",
    name: "memo table filled under another value of a variable",
    files: {
      "unit.ts": `
let rate = 1; const setRate = (x: number) => { rate = x; };
const compute = (x: number) => x * rate;
const memo = new Map<number, number>();
function look(x: number) { if (!memo.has(x)) memo.set(x, compute(x)); return memo.get(x); }
// @cache persistent
function unit(x: number) { ${ran} return look(x); }
look(1); setRate(2);
console.log("@out", unit(1));`,
    },
    edit: { "unit.ts": swap(["look(1); setRate(2);", "setRate(2);"]) },
  },
];
