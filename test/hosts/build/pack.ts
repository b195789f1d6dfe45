import rspackPlugin from "memoir/rspack";
import webpackPlugin from "memoir/webpack";
import { rspack } from "@rspack/core";
import webpack from "webpack";
import { packOptions } from "./pack-options.ts";

const [tool, format] = process.argv.slice(2);

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
  const options = packOptions(tool, webpackPlugin(), format === "esm");
  const compiler = webpack(options as webpack.Configuration);
  compiler.run((error, stats) => compiler.close(() => done(error, stats)));
} else {
  const options = packOptions("rspack", rspackPlugin(), format === "esm");
  const compiler = rspack(options as Parameters<typeof rspack>[0]);
  compiler.run((error, stats) => compiler.close(() => done(error, stats)));
}
