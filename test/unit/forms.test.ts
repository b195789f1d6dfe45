import { expect, it } from "vitest";
import { lru, memory, persistent } from "../../runtime/forms.ts";
import { warningsOf } from "./world.ts";

it("without the transform the forms do nothing and say so once", async () => {
  const warnings = await warningsOf(() => {
    {
      using cache = persistent("data_load", { ttl: "12h" });
      expect(cache).toMatchObject({ name: "data_load", key: "", hit: false });
    }
    memory("m");
    lru("l", { maxSize: 3 });
  });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(
    /MEMOIR2000: data_load \(.*forms\.test\.ts:\d+:\d+\) .*transformProgram.*tspc/s,
  );
});
