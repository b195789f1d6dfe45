/**
 * `node:fs`, which tracing changes. Not imported: Bun gives all importers the functions that it had when it was first
 * imported.
 */
export const fs = process.getBuiltinModule("node:fs");
