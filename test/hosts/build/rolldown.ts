import memoir from "memoir/rolldown";
import { rolldown } from "rolldown";

const bundle = await rolldown({
  input: "src/main.ts",
  platform: "node",
  external: ["memoir", "memoir/internal"],
  plugins: [memoir()],
});
await bundle.write({ file: "dist/main.js", format: "es", sourcemap: true, minify: true });
