import { isTraversal, parse, stringify } from "./package/index.js";

// @cache persistent
export function normalise(selectors: readonly string[]): string[] {
  return selectors.map((selector) => stringify(parse(selector)));
}

// @cache persistent
export function traversals(selector: string): number[] {
  return parse(selector).map((tokens) => tokens.filter((token) => isTraversal(token)).length);
}

export const calls = {
  tags: () => parse("ul li"),
  universal: () => parse("*|* svg|a"),
  child: () => parse("a > b + c ~ d"),
  classes: () => parse(".one.two#three"),
  attribute: () => parse('[href^="x" i][b~=c][d]'),
  actions: () => parse('[a|="1"][b$=2][c*=3][d!=4]'),
  nested: () => parse(":not(.a, #b > c):is(d)"),
  data: () => parse(":nth-child(2n + 1)::before"),
  element: () => parse("::slotted(span) , p::first-line"),
  escapes: () => parse(".a\\:b #\\31 2"),
  comment: () => parse("a /* none */ b"),
  quoted: () => parse(':contains("x y")'),
  column: () => parse("col || td"),
  broken: () => parse("a[b"),
  empty: () => parse("a,"),
  twice: () => parse("a > > b"),
  write: () => stringify(parse('a[b="c\\"d"]:not(e)::f > g')),
  writeQuirks: () => stringify(parse("[a=b i] , *|c || :has(> d)")),
  normalise: () => normalise(["a>b", ".c  .d", "e:not( f )"]),
  traversals: () => traversals("a > b c ~ d, e"),
};
