// A bundler with a plugin that makes a module of each .vue file: node component.ts <rollup | vite>
import { rollup } from "rollup";
import { build } from "vite";
import { typescript } from "./typescript.ts";

const components = {
  name: "components",
  transform: (code: string, id: string) =>
    id.endsWith(".vue") ? { code: code.replace(/<\/?script>/g, ""), map: null } : undefined,
};

if (process.argv[2] === "rollup") {
  const { default: memoir } = await import("memoir/rollup");
  const bundle = await rollup({
    input: "src/main.ts",
    plugins: [memoir(), components, typescript(["memoir", "memoir/internal"])],
  });
  await bundle.write({ file: "dist/main.js" });
} else {
  const { default: memoir } = await import("memoir/vite");
  await build({
    configFile: false,
    logLevel: "warn",
    build: { ssr: "src/main.ts", outDir: "dist" },
    plugins: [components, memoir()],
  });
}
