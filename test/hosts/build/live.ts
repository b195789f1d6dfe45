/** Keeps building, and runs the program after each build. */
import { spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { rspack } from "@rspack/core";
import { context } from "esbuild";
import esbuildPlugin from "memoir/esbuild";
import rollupPlugin from "memoir/rollup";
import rspackPlugin from "memoir/rspack";
import vitePlugin from "memoir/vite";
import webpackPlugin from "memoir/webpack";
import { watch } from "rollup";
import { createServer, type Plugin } from "vite";
import webpack from "webpack";
import { packOptions } from "./pack-options.ts";
import { typescript } from "./typescript.ts";

const run = (file: string): void => {
  spawnSync(process.execPath, [file], { stdio: "inherit" });
};

const external = ["memoir", "memoir/internal"];

const tools: Readonly<Record<string, () => unknown>> = {
  async esbuild() {
    const after = {
      name: "run",
      setup: (build: { onEnd(act: () => void): void }) => build.onEnd(() => run("dist/main.js")),
    };
    const built = await context({
      entryPoints: ["src/main.ts"],
      outfile: "dist/main.js",
      bundle: true,
      platform: "node",
      format: "esm",
      external,
      plugins: [esbuildPlugin(), after],
    });
    await built.watch();
  },
  rollup() {
    const output = { file: "dist/main.js", format: "es" as const };
    const watcher = watch({ input: "src/main.ts", output, plugins: [rollupPlugin(), typescript(external)] });
    watcher.on("event", (event) => {
      if (event.code === "END") run("dist/main.js");
    });
  },
  async vite() {
    const load = async () => {
      await server.ssrLoadModule("/src/main.ts");
    };
    const after: Plugin = {
      name: "run",
      hotUpdate() {
        if (this.environment.name === "ssr") setImmediate(() => void load());
      },
    };
    const server = await createServer({
      configFile: false,
      appType: "custom",
      server: { middlewareMode: true, ws: false, watch: null },
      plugins: [vitePlugin(), after],
    });
    await load();
    // Who edits a file says so: nobody can tell when a watcher has begun to watch.
    for await (const file of createInterface(process.stdin)) server.watcher.emit("change", file);
  },
  webpack() {
    webpack(packOptions("webpack", webpackPlugin()) as webpack.Configuration).watch({}, () =>
      run("dist/main.cjs"),
    );
  },
  rspack() {
    const options = packOptions("rspack", rspackPlugin()) as Parameters<typeof rspack>[0];
    rspack(options).watch({}, () => run("dist/main.cjs"));
  },
};

await tools[process.argv[2] ?? ""]?.();
