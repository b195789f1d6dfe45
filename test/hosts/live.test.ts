import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { environment } from "../program/environment.ts";
import { createFixture, edit, printed } from "./fixture.ts";
import { repository } from "./host.ts";
import { hosts, tspc } from "./hosts.ts";

const script = (name: string): string => join(repository, "test/hosts/build", name);

const live = [
  ["Node --watch", ["--watch", "--import", "memoir/register", "src/main.ts"]],
  ["Vite dev server", [script("live.ts"), "vite"]],
  [
    "Vitest watch",
    [join(repository, "node_modules/vitest/vitest.mjs"), "watch", "--config", script("vitest.config.ts")],
  ],
  ["esbuild watch", [script("live.ts"), "esbuild"]],
  ["Rollup watch", [script("live.ts"), "rollup"]],
  ["webpack watch", [script("live.ts"), "webpack"]],
  ["Rspack watch", [script("live.ts"), "rspack"]],
  ["Farm watch", [script("live.ts"), "farm"]],
] as const;

test.for(live)("%s: an edit three imports away counts, and the reverse edit hits", async ([, args]) => {
  const project = createFixture();
  onTestFinished(() => project.remove());
  await hosts.find(({ name }) => name === "Vitest")?.build?.(project);
  await tspc.build?.(project);
  await tspc.run(project);

  const child = spawn(process.execPath, args, {
    cwd: project.folder,
    env: environment(),
  });
  onTestFinished(() => void child.kill());
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  /** What a run computed, and its result. */
  const next = async (): Promise<string[]> => {
    const seen: string[] = [];
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error("The program ended.");
      if (/^ {2}ran|^\d+ \d+ /.test(value)) seen.push(value);
      if (/^\d+ \d+ /.test(value)) return seen;
    }
  };
  const change = (from: string, to: string): void => {
    project.edit(edit.file, from, to);
    child.stdin.write(`${project.path(edit.file)}\n`);
  };
  expect(await next()).toEqual([printed()]);
  change(edit.from, edit.to);
  expect(await next()).toEqual(["  ran block", "  ran total", "  ran cost", printed(11)]);
  change(edit.to, edit.from);
  expect(await next()).toEqual([printed()]);
});
