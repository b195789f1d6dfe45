import { fileURLToPath } from "node:url";

/** The options of webpack and Rspack, with a cache that outlives the process. */
export function packOptions(tool: string, plugin: object, isModule = false): object {
  const folder = `${process.cwd()}/.pack-${tool}-${isModule}`;
  const cache =
    tool === "webpack"
      ? { type: "filesystem", cacheDirectory: folder }
      : { type: "persistent", storage: { type: "filesystem", directory: folder } };
  return {
    mode: "production",
    context: process.cwd(),
    entry: "./src/main.ts",
    target: "node22",
    devtool: "source-map",
    experiments: { outputModule: isModule },
    output: {
      module: isModule,
      path: `${process.cwd()}/dist`,
      filename: isModule ? "main.js" : "main.cjs",
      devtoolModuleFilenameTemplate: "[absolute-resource-path]",
    },
    externalsType: isModule ? "module" : "commonjs",
    externals: ["memoir", "memoir/internal"],
    cache,
    module: { rules: [{ test: /\.ts$/, use: fileURLToPath(new URL("./loader.js", import.meta.url)) }] },
    plugins: [plugin],
  };
}
