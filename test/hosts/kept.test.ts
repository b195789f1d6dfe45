import { expect, onTestFinished, test } from "vitest";
import { createFixture, units } from "./fixture.ts";
import { hosts } from "./hosts.ts";

const keeping = hosts.filter(({ name }) => ["Vitest", "webpack", "Rspack", "Farm"].includes(name));

test.for(keeping)("$name, which keeps compiled modules, sees a change of the tsconfig", async (host) => {
  const project = createFixture();
  onTestFinished(() => project.remove());
  const run = async () => {
    await host.build?.(project);
    return host.run(project);
  };
  const outcomes = (outcome: string) => units.map((name) => `${outcome} ${name}`).sort();
  expect((await run()).outcomes.toSorted()).toEqual(outcomes("miss"));
  project.edit("tsconfig.json", '"transformProgram":true', '"transformProgram":true,"cacheDir":"elsewhere"');
  expect((await run()).outcomes.toSorted()).toEqual(outcomes("miss"));
  expect(project.read("elsewhere/CACHEDIR.TAG")).toContain("Signature");
  project.edit("tsconfig.json", ',"cacheDir":"elsewhere"', "");
  expect((await run()).outcomes.toSorted()).toEqual(outcomes("hit"));
});
