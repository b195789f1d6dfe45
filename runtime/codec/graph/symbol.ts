import type { SymbolCell } from "./format.ts";

const wellKnown = new Map<string, symbol>();
for (const name of Object.getOwnPropertyNames(Symbol)) {
  const descriptor = Reflect.getOwnPropertyDescriptor(Symbol, name);
  const value: unknown = descriptor?.value;
  // A polyfill's can be redefined, and need not be the same symbol in the next process.
  if (typeof value === "symbol" && descriptor?.configurable === false) wellKnown.set(name, value);
}
const names = new Map([...wellKnown].map(([name, symbol]) => [symbol, name]));

/** Undefined for a symbol that no other process can have. */
export function symbolToCell(symbol: symbol): SymbolCell | undefined {
  const name = names.get(symbol);
  if (name !== undefined) return ["well-known", name];
  const key = Symbol.keyFor(symbol);
  return key === undefined ? undefined : ["for", key];
}

/** @throws Error for a symbol that this version of Node does not have. */
export function symbolFromCell([kind, name]: SymbolCell): symbol {
  const symbol = kind === "for" ? Symbol.for(name) : wellKnown.get(name);
  if (symbol === undefined) throw new Error(`there is no Symbol.${name} in this process`);
  return symbol;
}
