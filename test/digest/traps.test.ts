import { execFileSync } from "node:child_process";
import { FORMAT } from "../../runtime/format.ts";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { $file } from "../../runtime/definition/file.ts";
import { $unitOf } from "../../runtime/definition/function.ts";
import { $value } from "../../runtime/definition/value.ts";
import { importsOf } from "../../runtime/digest/specifiers.ts";
import { tag } from "../../runtime/digest/tag.ts";
import { $unit } from "../../runtime/unit/open-unit.ts";
import { define, file, key, keyed, refusal, refused, take, unit } from "./key.ts";

describe("tags", () => {
  test("are bytes, each of its own", () => {
    const bytes = Object.values(tag);
    expect(new Set(bytes).size).toBe(bytes.length);
    expect(bytes.every((byte) => Number.isInteger(byte) && byte > 0 && byte < 256)).toBe(true);
  });
});

describe("functions", () => {
  test("count with a length that was redefined, and not with the one they have", () => {
    const make = (length?: number) => {
      const f = define((a: number) => a, "F");
      return length === undefined ? f : Object.defineProperty(f, "length", { value: length });
    };
    expect(key(make(1))).toBe(key(make()));
    expect(key(make(2))).not.toBe(key(make()));
    expect(key(make(2))).toBe(key(make(2)));
  });

  test("of a package are not mistaken for their mocks", () => {
    const of = unit("_join<node:path#join", () => [vi.fn()]);
    expect(refused(take(of))).toContain("a mock of a test");
    expect(refusal({ deep: [vi.fn()] })).toContain("argument 0.deep[0]");
  });
});

describe("data", () => {
  test("a Buffer is its bytes, wherever they lie", () => {
    const alone = Buffer.alloc(3);
    alone.write("abc");
    const inside = Buffer.from(new Uint8Array([0, 97, 98, 99]).buffer, 1, 3);
    expect(key(Buffer.from("abc"))).toBe(key(alone));
    expect(key(inside)).toBe(key(alone));
    expect(key(alone)).not.toBe(key(new Uint8Array([97, 98, 99])));
    expect(key(alone, alone.buffer)).not.toBe(key(alone, Buffer.from(alone).buffer.slice(0, 3)));
    expect(key(alone, alone.subarray(1))).not.toBe(key(alone, Buffer.from("bc")));
  });

  test("a module is the same under each host that made it", () => {
    const exports = { b: 1, a: [2] };
    const namespace = (form: (object: object) => object): object => form({});
    const hosts = [
      namespace((o) => Object.defineProperty(Object.assign(o, exports), "__esModule", { value: true })),
      namespace((o) =>
        Object.assign(Object.defineProperty(o, "__esModule", { value: true }), { a: [2], b: 1 }),
      ),
      namespace((o) => {
        Object.setPrototypeOf(o, null);
        Object.defineProperty(o, Symbol.toStringTag, { value: "Module" });
        Object.defineProperty(o, "a", { get: () => exports.a, enumerable: true });
        return Object.defineProperty(o, "b", { get: () => exports.b, enumerable: true });
      }),
    ].map((host) => key(host));
    expect(new Set(hosts).size).toBe(1);
    expect(key({ b: 1, a: [2] })).not.toBe(hosts[0]);
  });

  test("`once` data that one unit looks into differently than another", () => {
    const keys = [1, 2].map((lines) => {
      const log = { lines };
      const table = { log, rows: 1 };
      const partly = keyed(take(unit("~log|^table", () => [log, table])));
      return [partly, keyed(take(unit("^table", () => [table])))];
    });
    expect(keys[0]?.[0]).toBe(keys[1]?.[0]);
    expect(keys[0]?.[1]).not.toBe(keys[1]?.[1]);
  });

  test("a path of 5,000 steps is shown by its ends", () => {
    let value: unknown = new WeakMap();
    for (let i = 0; i < 5_000; i++) value = { next: value };
    const found = refusal({ value });
    expect(found).toMatch(/^argument 0\.value\.next.*….*\.next: a WeakMap/);
    expect(found.length).toBeLessThan(300);
  });

  test("with `code=off`, functions that cannot be known are no obstacle", () => {
    const off = { code: "off", name: "crawl" } as const;
    const make = (hooks: object, n: number) => unit("=hooks|=n", () => [hooks, n], off);
    const of = [make({ a: () => 1 }, 1), make({ a: () => 2 }, 1), make({ a: () => 1 }, 2), make({}, 1)];
    const [first, second, ...others] = of.map((each) => keyed(take(each)));
    expect(second).toBe(first);
    expect(new Set([first, ...others]).size).toBe(3);
  });
});

const folder = mkdtempSync(join(tmpdir(), "memoir-traps-"));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const target = join(folder, name);
  mkdirSync(join(target, ".."), { recursive: true });
  writeFileSync(target, text);
  return target;
};

describe("units that are reached", () => {
  test("count with the version and the files that they declare", () => {
    const module = $file(FORMAT, "src/inner.ts", write("inputs/src/inner.ts", ""), { root: ".." });
    const reach = (spec: object) => {
      const inner = $unit(
        module,
        { tier: "persistent", form: "function", name: "inner", ...spec },
        "INNER|inner|1",
      );
      const f = $unitOf(() => 1, inner);
      return unit("=inner", () => [f]);
    };
    expect(keyed(take(reach({ version: "1" })))).not.toBe(keyed(take(reach({ version: "2" }))));
    expect(keyed(take(reach({ version: "1" })))).toBe(keyed(take(reach({ version: "1" }))));
    write("inputs/data/a.csv", "1");
    const of = reach({ files: ["data/*.csv"] });
    const before = take(of);
    expect(before.ok && before.components().map(({ label }) => label)).toContain("file data/a.csv");
    expect(before.ok && before.mutable).toBe(true);
    write("inputs/data/a.csv", "22");
    expect(keyed(take(of))).not.toBe(keyed(before));
  });
});

describe("provenance", () => {
  test("is refused with the path to the value, not into its initialiser", () => {
    class Client {
      #socket = {};
      see(): object {
        return this.#socket;
      }
    }
    const client = $value(new Client(), file, "NEW|client|1|=a|?await", () => [1, undefined]);
    const of = unit("=service", () => [{ clients: [client] }]);
    expect(refused(take(of))).toBe("captured service.clients[0]: where it came from reads await");
  });
});

describe("what a module's text loads", () => {
  test.each<readonly [string, readonly string[]]>([
    ['import { a } from "./a.js";', ["./a.js"]],
    ["import'./a'", ["./a"]],
    ['import{a}from"./a"', ["./a"]],
    ['export * from\n  "./a"', ["./a"]],
    ["import(`./a`)", ["./a"]],
    ['import(/* webpackChunkName: "b" */ "./a")', ["./a"]],
    ['import(\n  // why\n  "./a",\n)', ["./a"]],
    ['import("./a", { with: { type: "json" } })', ["./a"]],
    ['import a = require("./a")', ["./a"]],
    ['[...require("./a")]', ["./a"]],
    ['_interop(require("./a"))', ["./a"]],
    ['new Worker(new URL("./a.js", import.meta.url))', ["./a.js"]],
    ['new URL("https://a")', []],
    ["registry.require(name); importName(x); require()", []],
  ])("%s", (text, specifiers) => {
    expect(importsOf("a.ts", text)).toEqual({ specifiers, reason: undefined });
  });

  test.each([
    "import(name)",
    "import(`./${name}`)",
    'import("./lang/" + name)',
    "import(/* @vite-ignore */ name)",
    'require("./" + name)',
    'import.meta.glob("./*.ts")',
    'import("\\x2e/a")',
  ])("%s is more than can be told", (text) => {
    expect(importsOf("a.ts", text).reason).toContain("computed");
  });
});

/** Runs a program in a process of its own, which started after its files were written. */
function run(program: string): string {
  const root = join(import.meta.dirname, "../..");
  const text = program.replaceAll("@/", `${root}/`);
  const script = write(`programs/${process.hrtime.bigint()}.ts`, text);
  return execFileSync(process.execPath, ["--no-warnings", script], { encoding: "utf8" }).trim();
}

const prelude = (module: string): string => `
  import { writeFileSync } from "node:fs";
  import { $file } from "@/runtime/definition/file.ts";
  import { keyOf } from "@/runtime/digest/key.ts";
  import { $unit } from "@/runtime/unit/open-unit.ts";
  const file = $file(${FORMAT}, "src/a.ts", ${JSON.stringify(module)});
  const take = (slot, value) => {
    const unit = $unit(file, { tier: "persistent", form: "function", name: "f" }, "U|f|1|" + slot, () => [value]);
    const key = keyOf(unit, [], unit.captures, []);
    if (!key.ok) throw new Error(key.reason);
    return key;
  };
`;

describe("files", () => {
  test("that were written before the process count by content, and in every process alike", () => {
    const module = write("lazy/src/a.ts", "");
    write("lazy/src/worker.ts", "export const a = 1;");
    const program = `${prelude(module)} console.log(take("&./worker.ts").key);`;
    const first = run(program);
    expect(run(program)).toBe(first);
    utimesSync(join(folder, "lazy/src/worker.ts"), 1, 1);
    expect(run(program)).toBe(first);
    write("lazy/src/worker.ts", "export const a = 2;");
    expect(run(program)).not.toBe(first);
    write("lazy/src/worker.ts", "export const a = 1;");
    expect(run(program)).toBe(first);
  });

  test("that change while a process runs give keys that no other process has", () => {
    const module = write("edited/src/a.ts", "");
    const worker = write("edited/src/worker.ts", "old");
    const program = `${prelude(module)}
      writeFileSync(${JSON.stringify(worker)}, "new");
      console.log(take("&./worker.ts").key === take("&./worker.ts").key, take("&./worker.ts").key);`;
    const [first, second] = [run(program), run(program)];
    expect(first).toMatch(/^true /);
    expect(second).not.toBe(first);
  });

  test("of a package that is linked from the project count by content", () => {
    const module = write("workspace/app/src/a.ts", "");
    write("workspace/lib/package.json", '{ "name": "lib", "version": "1.0.0" }');
    write("workspace/lib/index.js", "old");
    mkdirSync(join(folder, "workspace/app/node_modules"));
    symlinkSync(join(folder, "workspace/lib"), join(folder, "workspace/app/node_modules/lib"), "dir");
    const program = `${prelude(module)} console.log(take("_f<lib#f", () => 1).key);`;
    const first = run(program);
    expect(run(program)).toBe(first);
    write("workspace/lib/index.js", "new");
    expect(run(program)).not.toBe(first);
    write("workspace/lib/index.js", "old");
    expect(run(program)).toBe(first);
  });
});
