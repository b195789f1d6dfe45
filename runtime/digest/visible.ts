/** Built-in modules that bring in what no key can see: files, the network, other processes, the clock. */
const invisible: ReadonlySet<string> = new Set(
  [
    ..."fs fs/promises net tls http http2 https dgram dns dns/promises child_process cluster".split(" "),
    ..."worker_threads os inspector inspector/promises readline readline/promises repl sqlite".split(" "),
    ..."perf_hooks vm v8 timers timers/promises".split(" "),
  ].map((name) => `node:${name}`),
);

/** Whether what a built-in module exports under this path may give something else the next time. */
export const isInvisible = (module: string, path: string): boolean =>
  invisible.has(module) ||
  // Hashes are pure; random numbers and new keys are not.
  (module === "node:crypto" && !/^(default\.)?(createHash|createHmac|hash|timingSafeEqual)/.test(path));

/** The same of a function by its name: `Math.random`, `global fetch`, `node:fs.readFileSync`. */
export function isInvisibleFunction(name: string): boolean {
  const [, module, path] = /^(node:[\w/]+)\.?(.*)$/.exec(name) ?? [];
  if (module !== undefined) return isInvisible(module, path ?? "");
  return name === "Math.random" || name === "Date.now" || name === "global fetch";
}
