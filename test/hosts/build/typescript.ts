import { join } from "node:path";
import { transform } from "esbuild";

/** What Rollup and Rolldown get instead of their own plugins for TypeScript and for packages. */
export const typescript = (external: readonly string[]) => ({
  name: "typescript",
  resolveId: (id: string, importer?: string) => {
    if (importer === undefined || /^[./]/.test(id)) return null;
    if (external.includes(id) || id.startsWith("node:")) return { id, external: true };
    return join(process.cwd(), "node_modules", id, "index.js");
  },
  transform: async (code: string, id: string) => {
    if (!id.endsWith(".ts")) return null;
    const result = await transform(code, { loader: "ts", sourcemap: true, sourcefile: id });
    return { code: result.code, map: result.map };
  },
});
