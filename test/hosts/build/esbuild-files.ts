import { build } from "esbuild";
import memoir from "memoir/esbuild";

const mangleProps = process.argv[2] === "mangle" ? { mangleProps: /_$/ } : {};
await build({
  entryPoints: ["src/main.ts"],
  outdir: "dist",
  format: "esm",
  ...mangleProps,
  plugins: [memoir()],
});
