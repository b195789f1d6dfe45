import memoir from "memoir/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: process.cwd(),
  plugins: [memoir()],
  test: {
    include: ["check/main.test.js"],
    disableConsoleIntercept: true,
    // Nothing but what the program prints, unless it fails.
    reporters: process.env["FAIL"] === undefined ? [{}] : ["default"],
  },
});
