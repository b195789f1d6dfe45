import memoir from "memoir/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: process.cwd(),
  plugins: [memoir()],
  test: { include: ["src/*.test.ts"], reporters: ["dot"] },
});
