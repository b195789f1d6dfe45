import memoir from "memoir/rollup";
import { rollup } from "rollup";
import { typescript } from "./typescript.ts";

const bundle = await rollup({
  input: "src/main.ts",
  plugins: [memoir(), typescript(["memoir", "memoir/internal"])],
});
await bundle.write({ file: "dist/main.js", format: "es", sourcemap: true });
