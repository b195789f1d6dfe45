import { expect, test } from "vitest";
import { rewrite, type Rewritten } from "../../transformer/rewrite.ts";
import { rewritten } from "./rewriting.ts";

const memoir = 'import { lru, memory, persistent } from "memoir";\n';

/** What is wrong, its code, and the text that the message points at. */
const cases: Record<string, [text: string, code: string, at: string]> = {
  "a module that does not parse": ["// @cache\nfunction f() { return }}", "MEMOIR1000", ""],
  "a misspelt tier": ["// @cache persistant\nfunction f() {}", "MEMOIR1001", "persistant"],
  "a misspelt option": ["// @cache lru maxsize=3\nfunction f() {}", "MEMOIR1001", "maxsize=3"],
  "a wrong value": ["// @cache lru maxSize=many\nfunction f() {}", "MEMOIR1001", "maxSize=many"],
  "a wrong duration": ["/** @cache persistent ttl=3x */\nfunction f() {}", "MEMOIR1001", "ttl=3x"],
  "a misspelt option of a block": [
    `${memoir}{ using c = lru("x", { maxsize: 3 }); }`,
    "MEMOIR1001",
    "maxsize: 3",
  ],
  "a misspelt option in quotes": [
    `${memoir}{ using c = lru("x", { "maxsize": 3 }); }`,
    "MEMOIR1001",
    '"maxsize": 3',
  ],
  "a directive above a class": ["// @cache\nclass A {}", "MEMOIR1002", "// @cache"],
  "a directive above a let": ["// @cache\nlet x = f();", "MEMOIR1002", "// @cache"],
  "a directive above a constructor": ["class A { // @cache\n constructor() {} }", "MEMOIR1002", "// @cache"],
  "a directive above nothing": ["function f() {}\n// @cache", "MEMOIR1002", "// @cache"],
  "a block without a name": [`${memoir}{ using c = memory(); }`, "MEMOIR1003", "memory()"],
  "break out of a block": [`${memoir}for (;;) { using c = lru("x"); break; }`, "MEMOIR1004", "break;"],
  "yield in a block": [`${memoir}function* g() { using c = lru("x"); yield 1; }`, "MEMOIR1005", "yield 1"],
  "a use of the value of yield": [
    "// @cache\nfunction* g() { const x = yield 1; return x }",
    "MEMOIR1006",
    "yield 1",
  ],
  "super in a generator": [
    "class A extends B {\n// @cache\n*m() { yield super.x }\n}",
    "MEMOIR1006",
    "*m() { yield super.x }",
  ],
  "a declaration used outside": [
    `${memoir}function f() { h(); using c = lru("x"); function h() {} }`,
    "MEMOIR1007",
    "h",
  ],
  "a write to a captured object": [
    "const o = {};\n// @cache\nfunction f() { o.a.b = 1 }",
    "MEMOIR1008",
    "o.a",
  ],
  "a write to a variable outside": ["let n;\n// @cache\nfunction f() { n = 1 }", "MEMOIR1009", "n"],
  "persistent() outside a using line": [
    `${memoir}const c = persistent("x");`,
    "MEMOIR1010",
    'persistent("x")',
  ],
  "using without braces of its own": [`${memoir}using c = persistent("x");`, "MEMOIR1010", 'persistent("x")'],
  "code=off without a name": [
    "// @cache persistent code=off\nfunction f() {}",
    "MEMOIR1011",
    "// @cache persistent code=off",
  ],
  "timeout on a function that is not async": [
    "// @cache timeout=1s\nfunction f() {}",
    "MEMOIR1013",
    "// @cache timeout=1s",
  ],
  "swr without a ttl": ["// @cache swr=1h\nasync function f() {}", "MEMOIR1013", "// @cache swr=1h"],
  "swr on a function that is not async": [
    "// @cache ttl=1m swr=1h\nfunction f() {}",
    "MEMOIR1013",
    "// @cache ttl=1m swr=1h",
  ],
  "errors on a generator": ["// @cache errors=1s\nfunction* f() {}", "MEMOIR1013", "// @cache errors=1s"],
  "timeout on a block that does not await": [
    `${memoir}{ using c = lru("x", { timeout: "1s" }); }`,
    "MEMOIR1013",
    'lru("x", { timeout: "1s" })',
  ],
  "timeout on a block that assigns a variable": [
    `${memoir}let n; { using c = lru("x", { timeout: "1s" }); n = await g(); }`,
    "MEMOIR1013",
    'lru("x", { timeout: "1s" })',
  ],
  "keep that names nothing": [
    "// @cache keep=isDone\nfunction f() {}",
    "MEMOIR1013",
    "// @cache keep=isDone",
  ],
  "keep that is no name": ["// @cache keep=x>1\nfunction f() {}", "MEMOIR1001", "keep=x>1"],
  "a read of the clock": ["// @cache\nfunction f() { return Date.now() }", "MEMOIR1012", "Date"],
  "a read of the clock in a function that a unit reaches": [
    "const now = () => Date.now();\nconst go = () => now();\n// @cache\nfunction f() { return go() }",
    "MEMOIR1012",
    "Date",
  ],
  "a random number by its name": [
    "import { randomUUID as id } from 'node:crypto';\n// @cache\nfunction f() { return id() }",
    "MEMOIR1012",
    "id",
  ],
  "a random number by its module": [
    "import crypto from 'crypto';\n// @cache\nfunction f() { return crypto.randomInt(9) }",
    "MEMOIR1012",
    "crypto",
  ],
  "a random number by the namespace of its module": [
    "import * as crypto from 'node:crypto';\n// @cache\nfunction f() { return crypto.randomBytes(9) }",
    "MEMOIR1012",
    "crypto",
  ],
  "the clock by the module of it": [
    "import { performance } from 'node:perf_hooks';\n// @cache\nfunction f() { return performance.now() }",
    "MEMOIR1012",
    "performance",
  ],
  "the clock of Temporal": [
    "// @cache\nfunction f() { return Temporal.Now.instant() }",
    "MEMOIR1012",
    "Temporal",
  ],
  "a file that is not declared": [
    "import fs from 'node:fs';\n// @cache\nfunction f(x) { return fs.readFileSync(x) }",
    "MEMOIR1012",
    "fs",
  ],
};

test.each(Object.entries(cases))("%s is reported", (_, [text, code, at]) => {
  const { diagnostics } = code === "MEMOIR1000" ? unparsed(text) : rewritten(text);
  const [first] = diagnostics;
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  expect(text.slice(first?.start, first?.end)).toBe(at);
  expect(first?.message).not.toBe("");
  expect(first?.fix).not.toBe("");
});

function unparsed(text: string): Rewritten {
  const result = rewrite(text, "src/a.ts", { module: "esm", emit: {}, settings: { root: "." } });
  expect(result?.code).toBe(text);
  return result ?? rewritten("");
}

test("a misspelt word gets the right one as a fix", () => {
  expect(rewritten("// @cache persistant\nfunction f() {}").diagnostics[0]?.fix).toContain("`persistent`");
  expect(rewritten("// @cache lru maxsize=3\nfunction f() {}").diagnostics[0]?.fix).toContain("`maxSize`");
});

test.each([
  "import fs from 'node:fs';\n// @cache files=[a.csv]\nfunction f() { return fs.readFileSync('a.csv') }",
  "// @cache\nfunction f() {\n// memoir-ok: drawn once\nreturn Math.random() }",
  "const now = () => Date.now();\n// @cache\nfunction f() { return 1 }\nnow()",
  "import { createHash } from 'node:crypto';\n// @cache\nfunction f(s) { return createHash('sha256').update(s) }",
  "import * as crypto from 'node:crypto';\n// @cache\nfunction f(s) { return crypto.hash('sha256', s) }",
  "const started = Date.now();\n// @cache\nfunction f() { return started }",
  "// @cache   in memory, this process only\nfunction f() {}",
  "// @cache lru maxSize=128 -- enough for a day\nfunction f() {}",
  "for (;;) { for (;;) { break } }\n// @cache\nfunction f() { for (;;) break; }",
  "import { isDone } from './x.js';\n// @cache keep=isDone errors=1s\nfunction f() {}",
  "// @cache timeout=1s ttl=1m swr=1h\nconst x = await f();",
  "// @cache\nfunction f() { const o = {}; o.a = 1; let n; n = 2; return o }",
])("nothing is wrong with %j", (text) => {
  expect(rewritten(text).diagnostics).toEqual([]);
});
