import { EventEmitter } from "node:events";
import { FORMAT } from "../../runtime/format.ts";
import { readFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path, { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { $file } from "../../runtime/definition/file.ts";
import { $class } from "../../runtime/definition/class.ts";
import { $path } from "../../runtime/definition/path.ts";
import { $value } from "../../runtime/definition/value.ts";
import { $unit } from "../../runtime/unit/open-unit.ts";
import { define, file, key, keyed, refusal, refused, take, unit } from "./key.ts";

class Client {
  #socket = {};
  readonly options: object;
  constructor(options: object) {
    this.options = options;
  }
  get socket(): object {
    return this.#socket;
  }
}

const client = (code: string, options: object, slots = "options"): Client =>
  $value(new Client(options), file, `${code}|client|1|${slots}`, () => [options]);

describe("provenance", () => {
  test("stands for what has state that no key can see", () => {
    expect(refusal(new Client({}))).toContain("a Client has state");
    expect(key(client("NEW", { url: "a" }))).toBe(key(client("NEW", { url: "a" })));
    expect(key(client("NEW", { url: "a" }))).not.toBe(key(client("NEW", { url: "b" })));
    expect(key(client("NEW", { url: "a" }))).not.toBe(key(client("OLD", { url: "a" })));
  });

  test("covers functions that a package made, and unique symbols", () => {
    const curry = (code: string) =>
      $value(
        () => 1,
        file,
        `${code}|curried|1`,
        () => [],
      );
    expect(key(curry("A"))).not.toBe(key(curry("B")));
    expect(key($value(Symbol("a"), file, "S|s|1", () => []))).toHaveLength(43);
  });

  test("adds nothing to what is known by its code or content", () => {
    const f = define(() => 1, "F");
    expect(key($value(f, file, "V|v|1", () => []))).toBe(key(define(() => 1, "F")));
    expect(key($value({ a: 1 }, file, "V|v|1", () => []))).toBe(key({ a: 1 }));
    expect($value(1, file, "V|v|1", () => [])).toBe(1);
  });

  test("stands for one field of an object that can be read otherwise", () => {
    class Service {
      static {
        $class(this, file, "SERVICE|Service|1", () => []);
      }
      stream = new Client({});
      level: number;
      constructor(level: number) {
        this.level = level;
      }
    }
    const service = (level: number) => $value(new Service(level), file, "NEW|service|1", () => []);
    expect(refusal(new Service(1))).toContain("argument 0.stream: a Client");
    expect(key(service(1))).toBe(key(service(1)));
    expect(key(service(1))).not.toBe(key(service(2)));
    const table = (n: number) => $value({ f: () => 1, n }, file, "TABLE|table|1", () => []);
    expect(key(table(1))).not.toBe(key(table(2)));
  });

  test("never stands for a promise, an iterator, a proxy or a WeakMap", () => {
    const of = <T extends object>(value: T): T => $value(value, file, "V|v|1", () => []);
    for (const value of [Promise.resolve(), [][Symbol.iterator](), new Proxy({}, {}), new WeakMap()]) {
      expect(() => key(of(value))).toThrow("refused");
    }
    expect(refusal(of({ ready: Promise.resolve() }))).toContain("argument 0.ready: a promise");
  });

  test("needs an initialiser that reads nothing invisible, however deep", () => {
    expect(refusal(client("NEW", {}, "options|?Math.random"))).toContain("reads Math.random");
    const now = define(
      () => Date.now(),
      "NOW",
      "?Date.now",
      () => [undefined],
    );
    expect(refusal($value(new Client({}), file, "N|c|1|=now", () => [now]))).toContain("reads Date.now");
    expect(key(now)).toHaveLength(43);
    expect(() =>
      key(
        now,
        $value(new Client({}), file, "N|c|1|=now", () => [now]),
      ),
    ).toThrow("Date.now");
    const read = () => [readFileSync];
    const value = $value(new Client({}), file, "N|c|1|_readFileSync<node:fs#readFileSync", read);
    expect(refusal(value)).toContain("node:fs");
  });
});

describe("built-in modules", () => {
  test("by name, as functions, as objects and through an import", () => {
    expect(key(readFileSync)).not.toBe(key(join));
    expect(key(path)).not.toBe(key(join));
    const of = unit("_join<node:path#join|_path<path#default", () => [join, path]);
    expect(keyed(take(of))).toHaveLength(43);
    expect(refusal(new AbortController())).toContain("an AbortController has state");
  });

  test("an event emitter by its listeners", () => {
    const emitter = (listener: () => void) => new EventEmitter().on("x", listener);
    const one = define(() => undefined, "ONE");
    expect(key(emitter(one))).toBe(key(emitter(one)));
    expect(key(emitter(one))).not.toBe(key(emitter(define(() => undefined, "TWO"))));
    expect(key(new EventEmitter({ captureRejections: true }))).not.toBe(key(new EventEmitter()));
  });
});

const folder = mkdtempSync(join(tmpdir(), "memoir-digest-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A project of its own: packages are read once a process. */
function project(
  name: string,
  packages: Readonly<Record<string, object>>,
): (slot: string, value: unknown) => ReturnType<typeof take> {
  const root = join(folder, name);
  for (const [pkg, manifest] of Object.entries(packages)) {
    mkdirSync(join(root, "node_modules", pkg), { recursive: true });
    writeFileSync(
      join(root, "node_modules", pkg, "package.json"),
      JSON.stringify({ name: pkg, ...manifest }),
    );
  }
  mkdirSync(join(root, "src"), { recursive: true });
  writeFileSync(join(root, "src", "a.ts"), "");
  const module = $file(FORMAT, "src/a.ts", join(root, "src", "a.ts"));
  return (slot, value) => {
    const of = $unit(module, { tier: "persistent", form: "function", name: "f" }, `U|f|1|${slot}`, () => [
      value,
    ]);
    return take(of);
  };
}

describe("packages", () => {
  const map = () => 1;

  test("by name, version, export, and all that they depend on", () => {
    const base = { lib: { version: "1.0.0", dependencies: { dep: "*" } }, dep: { version: "1.0.0" } };
    const found = [
      project("a", base)("_map<lib#map", map),
      project("b", { ...base, lib: { ...base.lib, version: "1.0.1" } })("_map<lib#map", map),
      project("c", { ...base, dep: { version: "2.0.0" } })("_map<lib#map", map),
      project("d", base)("_map<lib#filter", map),
      project("e", base)("_map<lib/fp#map", map),
    ].map(keyed);
    expect(new Set(found).size).toBe(5);
    const again = project("f", { ...base, unrelated: { version: "9.0.0" } })("_map<lib#map", map);
    expect(keyed(again)).toBe(found[0]);
  });

  test("say their version in the components", () => {
    const found = project("g", { "@s/lib": { version: "3.2.1" } })("_map<@s/lib#map", map);
    expect(found.ok && found.components().map(({ label }) => label)).toContain("package @s/lib 3.2.1");
  });

  test("stand for what they made and no key can see", () => {
    const at = project("h", { lib: { version: "1.0.0" } });
    expect(keyed(at("_logger<lib#logger", new Client({})))).toHaveLength(43);
    expect(keyed(at("_config<lib#config", { a: 1 }))).not.toBe(keyed(at("_config<lib#config", { a: 2 })));
    expect(refused(at("_p<lib#p", Promise.resolve()))).toContain("captured _p: a promise");
  });

  test("what is not installed is refused by name", () => {
    expect(refused(project("i", {})("_x<@/alias#x", map))).toContain("@/alias is not a package");
  });
});

describe("code that no binding reaches yet", () => {
  test("is keyed by the file and what it imports", () => {
    const at = project("j", { lib: { version: "1.0.0" } });
    const src = join(folder, "j", "src");
    const take1 = () => at("&./worker.js", undefined);
    expect(refused(take1())).toContain("./worker.js was not found");
    writeFileSync(join(src, "worker.ts"), 'import { a } from "./inner.ts"; import "lib"; import "node:fs";');
    expect(refused(take1())).toContain("./inner.ts was not found");
    writeFileSync(join(src, "inner.ts"), "export const a = 1;");
    const before = keyed(take1());
    expect(keyed(take1())).toBe(before);
    writeFileSync(join(src, "inner.ts"), "export const a = 22;");
    expect(keyed(take1())).not.toBe(before);
    writeFileSync(join(src, "inner.ts"), "export const a = await import(name);");
    expect(refused(take1())).toContain("computed");
  });
});

describe("$path", () => {
  test("reads data only and counts where it stopped", () => {
    const at = (value: unknown): string => keyed(take(unit("config.db.host", () => [value])));
    const config = {
      db: { host: "a" },
      get lazy(): never {
        throw new Error("called");
      },
    };
    expect($path(config, "db", "host")).toBe("a");
    expect($path("abc", "length")).toBe(3);
    expect(at($path({ db: null }, "db", "host"))).toBe(at($path({ db: null }, "db", "host")));
    expect(at($path({ db: null }, "db", "host"))).not.toBe(at($path({ db: undefined }, "db", "host")));
    expect(at($path({}, "db"))).not.toBe(at($path({}, "db", "host")));
    expect(refused(take(unit("config.lazy.x", () => [$path(config, "lazy", "x")])))).toContain("get lazy");
  });
});
