import memoir from "memoir/bun";

declare const Bun: { build(options: object): Promise<{ readonly success: boolean }> };

await Bun.build({
  entrypoints: ["src/main.ts"],
  outdir: "dist",
  target: "bun",
  minify: true,
  sourcemap: "linked",
  external: ["memoir", "memoir/*"],
  plugins: [memoir()],
});
