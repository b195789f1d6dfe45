import memoir from "memoir/vite";
import { build } from "vite";

await build({
  configFile: false,
  logLevel: "warn",
  build: { ssr: "src/main.ts", outDir: "dist", sourcemap: true, minify: true, target: "node22" },
  ssr: { noExternal: ["halves"], external: ["memoir"] },
  plugins: [memoir()],
});
