/** Keeps building, and runs the program after each build. */
import { spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { createBundleHandler, Logger, resolveConfig } from "@farmfe/core";
import { rspack } from "@rspack/core";
import { context } from "esbuild";
import esbuildPlugin from "memoir/esbuild";
import farmPlugin from "memoir/farm";
import rollupPlugin from "memoir/rollup";
import rspackPlugin from "memoir/rspack";
import vitePlugin from "memoir/vite";
import webpackPlugin from "memoir/webpack";
import { watch } from "rollup";
import { createServer, type Plugin } from "vite";
import webpack from "webpack";
import { farmOptions } from "./farm-options.ts";
import { packOptions } from "./pack-options.ts";
import { typescript } from "./typescript.ts";

const run = (file: string): void => {
  spawnSync(process.execPath, [file], { stdio: "inherit" });
};

/** Who edits a file says so: nobody can tell when a watcher has begun to watch. */
const said = () => createInterface(process.stdin);

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
    for await (const file of said()) server.watcher.emit("change", file);
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
  async farm() {
    const executor = () => {
      // Farm clears the screen, and leaves it in the middle of a line.
      console.log();
      run("dist/main.js");
    };
    const options = farmOptions("esm", [farmPlugin(), { name: "run", writeResources: { executor } }]);
    const logger = new Logger();
    const config = await resolveConfig(options, "development", logger, false);
    if (config.server?.hmr) config.server.hmr.watchOptions = { ignored: ["**"] };
    const watcher = await createBundleHandler(config, logger, true);
    for await (const file of said()) watcher.getInternalWatcher().emit("change", file);
  },
};

await tools[process.argv[2] ?? ""]?.();
