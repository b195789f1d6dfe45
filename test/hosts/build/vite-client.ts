import memoir from "memoir/vite";
import { build } from "vite";

await build({
  configFile: false,
  logLevel: "warn",
  build: { lib: { entry: "src/main.ts", formats: ["es"], fileName: "main" }, outDir: "dist", minify: false },
  plugins: [memoir()],
});
