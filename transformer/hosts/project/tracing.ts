type Runtime = typeof import("../../../runtime/internal.ts");

/**
 * Loads memoir's run time before the program, for Bun and Deno, where whoever imports `node:fs` from then on is traced.
 * What the host itself needs to read is loaded before: it is no input of units.
 */
export async function startTracing(): Promise<void> {
  const { $tracing } = (await import(import.meta.resolve("memoir/internal"))) as Runtime;
  await $tracing;
}
