import { build } from "esbuild";
import memoir from "memoir/esbuild";

const [format = "esm", external = "memoir", constant = "0"] = process.argv.slice(2);

await build({
  entryPoints: ["src/main.ts"],
  outfile: `dist/main.${format === "cjs" ? "cjs" : "js"}`,
  bundle: true,
  minify: true,
  keepNames: true,
  sourcemap: true,
  platform: "node",
  format: format === "cjs" ? "cjs" : "esm",
  external: external.split(","),
  define: { VERSION: JSON.stringify(constant), "globalThis.EDITION": JSON.stringify(constant) },
  logLevel: "warning",
  plugins: [memoir()],
});
