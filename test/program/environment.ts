export type Environment = Readonly<Record<string, string>>;

/** The environment of a child process: nothing of the test runner's. */
export function environment(given: Environment = {}): Environment {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:MEMOIR|VITEST|TEST$|NODE_|FORCE_COLOR)/.test(name),
  );
  return { ...(Object.fromEntries(inherited) as Environment), NO_COLOR: "1", ...given };
}
