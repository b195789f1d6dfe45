/** What a module's text says that it loads. */
export interface Imports {
  readonly specifiers: readonly string[];
  /** Why that is not all that it loads. */
  readonly reason: string | undefined;
}

const gap = String.raw`(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*\n)*`;
const text = String.raw`(?<quote>["'\x60])(?<specifier>(?:(?!\k<quote>)[^\\\n$])+)\k<quote>`;
/** Not the end of a longer name, nor a member; a spread may stand before. */
const start = String.raw`(?<![\w$]|(?<!\.\.)\.)`;

/** `… from "x"`, `import "x"`, `import("x")`, `require("x")`, `new URL("x"`. */
const literal = new RegExp(
  String.raw`${start}(?:from|import|import${gap}\(|require${gap}\(|(?<url>new${gap}URL)${gap}\()${gap}${text}`,
  "g",
);
/** A call that loads something else than what one literal says. */
const computed = new RegExp(
  String.raw`${start}(?:import|require)${gap}\((?!${gap}\))(?!${gap}${text}${gap}[,)])`,
);
const glob = /\bimport\.meta\.glob\b|\brequire\.context\b/;

/** Comments and strings may look like imports: what they name is then counted, or refused, needlessly. */
export function importsOf(path: string, code: string): Imports {
  if (path.endsWith(".json")) return { specifiers: [], reason: undefined };
  const found = new Set<string>();
  for (const { groups } of code.matchAll(literal)) {
    const { url, specifier = "" } = groups ?? {};
    if (url === undefined || /^(\.|\/|file:)/.test(specifier)) found.add(specifier);
  }
  const isComputed = computed.test(code) || glob.test(code);
  return {
    specifiers: [...found],
    reason: isComputed ? "it imports a module whose name is computed" : undefined,
  };
}
