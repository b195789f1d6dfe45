import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Takes minutes: `npm run test:edits`.
    exclude: process.env["EDITS"] === "1" ? [] : ["test/edits/edits.test.ts"],
    // Tests wait for compilers and programs that they start; the default leaves one core of two idle.
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
