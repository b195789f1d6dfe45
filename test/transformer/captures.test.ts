import { expect, test } from "vitest";
import { described, slots } from "./rewriting.ts";

const cases: Record<string, [text: string, slots: string[]]> = {
  "module bindings": ["const k = 1; let n = 2; function f() { return k + n }", ["=k", "=n"]],
  "a variable that is assigned": ["let n = 2; n = 3; function f() { return n }", ["n"]],
  "member paths": [
    "const config = load(); function f() { return config.db.host + config.db.port }",
    ["config.db.host", "config.db.port"],
  ],
  "the receiver of a call": ["const db = open(); function f() { return db.pool.query(1) }", ["db.pool"]],
  "the whole in place of a part": ["const c = load(); function f() { return [c.a, c] }", ["=c"]],
  "members of a namespace": [
    "import * as ns from './b'; function f() { return ns.g(ns.K) }",
    ["ns.g", "ns.K"],
  ],
  "imports from packages": [
    "import _, { map } from 'lodash'; function f() { return _.chain(map) }",
    ["_<lodash#default", "map<lodash#map"],
  ],
  "nothing for its own name": ["function f(n) { return n < 2 ? n : f(n - 1) }", []],
  "nothing for globals of the platform": [
    "function f(x) { return Math.max(JSON.stringify(x).length, NaN) }",
    [],
  ],
  "globals of the program": ["function f() { return __VERSION__ }", ["__VERSION__"]],
  "environment variables": [
    "function f() { const { TZ, LANG } = process.env; return process.env.HOME + TZ }",
    ["env.TZ", "env.LANG", "env.HOME"],
  ],
  "the environment as a whole": ["function f(k) { return process.env[k] }", ["!process.env as a whole"]],
  eval: ["function f(s) { return eval(s) }", ["!eval"]],
  with: ["function f(o) { with (o) { return 1 } }", ["!with"]],
  "Function as a value": ["function f() { const F = Function; return F('1') }", ["!Function as a value"]],
  "not a test for a function": ["function f(x) { return x instanceof Function }", []],
  "code run by node:vm": [
    "import vm from 'node:vm'; function f() { return vm.runInThisContext('K') }",
    ["!node:vm"],
  ],
  "modules that process hands out": [
    "function f() { return process.getBuiltinModule('node:process').env.X }",
    ["!process.getBuiltinModule"],
  ],
  "new Function": ["function f(s) { return new Function(s) }", ["!new Function"]],
  "code behind import()": [
    "async function f(k) { await import('./x.js'); await import(k) }",
    [">./x.js", "!import() of a computed name"],
  ],
  "a worker's file": ["function f() { return new URL('./w.js', import.meta.url) }", ["&./w.js"]],
  "chance and the clock": [
    "function f() { return Math.random() + Date.now() + +new Date() }",
    ["?Math.random", "?Date.now", "?new Date()"],
  ],
  "not a date from a number": ["function f(n) { return new Date(n) }", []],
  "reads of .name": ["function f(g) { return g.name }", ["@"]],
  "a counter that nobody asks": ["let n = 0; function f() { n++; return 1 }", []],
  "a counter whose value is used": ["let n = 0; function f() { return n++ }", ["n"]],
  "a memo table": [
    "const memo = new Map(); function f(x) { if (!memo.has(x)) memo.set(x, x * 2); return memo.get(x) }",
    ["*memo"],
  ],
  "a memo table whose key is more than one parameter": [
    "const memo = new Map(); function f(x, y) { const n = memo.get(`${x},${y}`) ?? x * y; memo.set(JSON.stringify([x, y]), n); return n }",
    ["*memo"],
  ],
  "a memo table whose key does not tell its inputs apart": [
    "const memo = new Map(); function f(x) { if (!memo.has(x > 1)) memo.set(x > 1, x * 2); return memo.get(x > 1) }",
    ["=memo"],
  ],
  "a registry that others fill": [
    "const all = new Map(); export function add(k, v) { all.set(k, v) } function f(k) { return all.get(k) }",
    ["=all"],
  ],
  "a function that is only called": [
    "import { h } from './b'; const g = () => 1; function f() { return g() + g() + h(1) }",
    ["=g()", "h()"],
  ],
  "a function that is called, and a value as well": [
    "const g = () => 1; function f(list) { return g() + list.map(g) }",
    ["=g"],
  ],
  "a function that is called as a method of its own": [
    "const g = () => 1; function f() { return g.call(1) + new k(1) } function k() {}",
    ["=g", "=k"],
  ],
  "lazy initialisation": [
    "let m; function f() { m ??= load(); return m } function load() {}",
    ["+m", "=load()"],
  ],
  "lazy initialisation from an argument": [
    "let m; function f(a) { m ??= load(a); return m } function load() {}",
    ["m", "=load()"],
  ],
  "a memo table whose key leaves a parameter out": [
    "const memo = new Map(); function f(k, make) { if (!memo.has(k)) memo.set(k, make()); return memo.get(k) }",
    ["=memo"],
  ],
  "a memo table filled from what can change": [
    "const cfg = { v: 1 }, memo = new Map(); function f(k) { if (!memo.has(k)) memo.set(k, cfg.v); return memo.get(k) }",
    ["=memo", "cfg.v"],
  ],
  "a container made on first use": ["let m; function f() { return (m ??= []) }", ["m"]],
  "an instance made on first use": ["class S {} let m; function f() { return (m ??= new S()) }", ["m", "=S"]],
  "a client of a package made on first use": [
    "import { C } from 'c'; let m; function f() { return (m ??= new C()) }",
    ["+m", "C<c#C"],
  ],
  "process as a value": ["function f(g) { return g(process) }", ["!process as a whole"]],
  "process behind another name": [
    "import p from 'node:process'; function f() { const q = p; return q.env.X }",
    ["!process as a whole"],
  ],
  "not a test for process": ["function f() { return typeof process }", []],
  "members of process": [
    "function f() { return process.title + process.argv[2] }",
    ["process.title", "process.argv"],
  ],
  "globals that Node does not have": ["function f() { return window.v }", ["window"]],
  "reads of ['name']": ["function f(g) { return g['name'] }", ["@"]],
  "a default that a var of the body does not hide": [
    "const K = 1; function f(a = () => K) { var K = 5; return a() + K }",
    ["=K", ":a"],
  ],
  "what functions and classes inside are called, but for keys": [
    "function f() { const a = () => 1; class B {} return { c: () => 2, d() {}, e: function g() {}, a, B } }",
    [":a,B,g"],
  ],
  "what a switch is on": [
    "const K = 1; function f() { switch (K) { default: let K = 2; return K } }",
    ["=K"],
  ],
  "no arguments of its own": ["function f() { return arguments.length }", []],
  "the factory of a JSX pragma": [
    "/** @jsx h */ import { h } from './h'; function f() { return <a/> }",
    ["h"],
  ],
  "names that node:util prints": [
    "import { inspect } from 'node:util'; function f(x) { return inspect(x) }",
    ["inspect<node:util#inspect", "@"],
  ],
  "an enum of another module": ["import { Mode } from './b'; function f() { return Mode.A }", ["Mode.A"]],
};

test.each(Object.entries(cases))("captures %s", (_, [text, expected]) => {
  expect(slots(text)).toEqual(expected);
});

test("marks what is ignored, digested once and declared", () => {
  const text = `const db = open(), table = load();
// @cache persistent ignore=[db] once=[table] env=[TZ]
function f() { return db.read(table) }`;
  expect(slots(text)).toEqual(["~db", "^table", "env.TZ"]);
});

test.each([
  ["a function that calls itself", "function f(n) { return n && f(n - 1) }", "1()"],
  ["a function that reads what it holds", "function f(n) { return f.factor * n }", "1"],
  ["a function that hands itself on", "const f = (n) => n && [n].map(f)", "1"],
  ["a function that may find itself by another name", "const f = function f(n) { return f.factor * n }", "1"],
  [
    "a function that may find itself in its arguments",
    "function f() { return arguments.callee.factor }",
    "1",
  ],
])("%s says so or not", (_, text, line) => {
  expect(described(text, "f")[2]).toBe(line);
});
