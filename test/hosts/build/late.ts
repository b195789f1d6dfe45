import memoir from "memoir/rollup";
import { rollup } from "rollup";
import { typescript } from "./typescript.ts";

// The wrong order: by the time memoir sees a module its comments are gone.
const bundle = await rollup({ input: "src/main.ts", plugins: [typescript([]), memoir()] });
await bundle.write({ file: "dist/main.js", format: "es" });
