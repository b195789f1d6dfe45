import { expect, test } from "vitest";
import { keyOf } from "../../runtime/digest/key.ts";
import { $unit } from "../../runtime/unit/open-unit.ts";

const asynchronous = (async () => {}).constructor;

test.each([
  ["Function", Function],
  ["AsyncFunction", asynchronous],
  ["eval", globalThis.eval],
])("%s behind another name is refused", (name, maker) => {
  const spec = { tier: "persistent", form: "function", name: "u" } as const;
  const captures = () => [maker];
  const key = keyOf($unit(undefined, spec, "digest|u|1|F", captures), [], captures, []);
  expect(key).toMatchObject({ ok: false, path: "captured F" });
  expect(!key.ok && key.reason).toContain(name);
});
