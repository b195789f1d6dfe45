import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Takes minutes: `npm run test:edits`, and less with one form of each edit, as in CI.
    exclude: ["1", "some"].includes(process.env["EDITS"] ?? "") ? [] : ["test/edits/edits.test.ts"],
    // Tests wait for compilers and programs that they start; the default leaves one core of two idle.
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
