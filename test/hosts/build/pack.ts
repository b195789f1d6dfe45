import { fileURLToPath } from "node:url";
import rspackPlugin from "memoir/rspack";
import webpackPlugin from "memoir/webpack";
import { rspack } from "@rspack/core";
import webpack from "webpack";

const [tool, format] = process.argv.slice(2);
const isModule = format === "esm";

const options = (plugin: object) => ({
  mode: "production" as const,
  context: process.cwd(),
  entry: "./src/main.ts",
  target: "node22",
  devtool: "source-map" as const,
  experiments: { outputModule: isModule },
  output: {
    module: isModule,
    path: `${process.cwd()}/dist`,
    filename: isModule ? "main.js" : "main.cjs",
    devtoolModuleFilenameTemplate: "[absolute-resource-path]",
  },
  externalsType: isModule ? ("module" as const) : ("commonjs" as const),
  externals: ["memoir", "memoir/internal"],
  cache: { type: "filesystem" as const, cacheDirectory: `${process.cwd()}/.pack-${tool}-${format}` },
  module: { rules: [{ test: /\.ts$/, use: fileURLToPath(new URL("./loader.js", import.meta.url)) }] },
  plugins: [plugin],
});

interface Stats {
  hasErrors(): boolean;
  hasWarnings(): boolean;
  toString(options: "errors-warnings"): string;
}

const done = (error: Error | null, stats?: Stats) => {
  if (error) throw error;
  if (stats?.hasErrors() === true || stats?.hasWarnings() === true) {
    console.error(stats.toString("errors-warnings"));
    process.exitCode = 1;
  }
};

if (tool === "webpack") {
  const compiler = webpack(options(webpackPlugin()) as webpack.Configuration);
  compiler.run((error, stats) => compiler.close(() => done(error, stats)));
} else {
  const storage = { type: "filesystem", directory: `${process.cwd()}/.pack-rspack-${format}` };
  const given = { ...options(rspackPlugin()), cache: { type: "persistent", storage } };
  const compiler = rspack(given as Parameters<typeof rspack>[0]);
  compiler.run((error, stats) => compiler.close(() => done(error, stats)));
}
