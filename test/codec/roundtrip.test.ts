import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decode, encode, useClassNames } from "../../runtime/codec/index.ts";
import { exampleNames } from "./classes.ts";
import { difference } from "./equal.ts";
import { storable } from "./values.ts";

beforeAll(() => useClassNames(exampleNames));
afterAll(() => useClassNames(undefined));

const equalAfter = (value: unknown, codec?: string): void => {
  const encoded = encode(value, "result", codec);
  expect(difference(value, decode(encoded.codec, encoded.body))).toBeUndefined();
};

test("what comes back equals what went in", () => {
  fc.assert(
    fc.property(storable, (value) => equalAfter(value)),
    { numRuns: 3000 },
  );
});

test("the graph alone brings back everything, too", () => {
  fc.assert(
    fc.property(storable, (value) => equalAfter(value, "graph")),
    { numRuns: 3000 },
  );
});

test("encoding changes nothing, and equal values give equal bytes", () => {
  fc.assert(
    fc.property(storable, (value) => {
      const first = encode(value);
      const again = encode(value);
      expect(Buffer.compare(first.body, again.body)).toBe(0);
      const back = encode(decode(first.codec, first.body));
      expect(back.codec).toBe(first.codec);
    }),
    { numRuns: 500 },
  );
});

test("a second process reads and writes the same", () => {
  const folder = mkdtempSync(join(tmpdir(), "memoir-codec-"));
  try {
    const values = fc.sample(storable, 200);
    values.forEach((value, at) => {
      const { codec, body } = encode(value);
      writeFileSync(join(folder, `${at}.${codec}`), body);
    });
    const script = join(import.meta.dirname, "second-process.ts");
    const run = spawnSync(process.execPath, ["--no-warnings", script, folder], { encoding: "utf8" });
    expect(run.stderr).toBe("");
    values.forEach((value, at) => {
      const { codec } = encode(value);
      const back = decode(codec, readFileSync(join(folder, `${at}.${codec}.again`)));
      expect(difference(value, back)).toBeUndefined();
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
