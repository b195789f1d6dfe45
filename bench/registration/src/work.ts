/**
 * Code that caches nothing, in the ways that people write functions. Each returns something that depends on all of its
 * work, so that none of it can be left out.
 */
export const workloads: Readonly<Record<string, () => number>> = {
  "callbacks of arrays": () => {
    let sum = 0;
    for (let i = 0; i < 20_000; i++) {
      sum += [i, i + 1, i + 2].map((x) => x * 2).filter((x) => x % 3 !== 0).length;
    }
    return sum;
  },

  "inner functions, called where they are": () => {
    let sum = 0;
    for (let i = 0; i < 100_000; i++) {
      const square = (x: number): number => x * x;
      sum += square(i) - square(i - 1);
    }
    return sum;
  },

  "closures that are kept": () => {
    const kept: (() => number)[] = [];
    for (let i = 0; i < 100_000; i++) kept.push(() => i);
    return kept.reduce((sum, f) => sum + f(), 0);
  },

  "objects with methods": () => {
    let sum = 0;
    for (let i = 0; i < 100_000; i++) {
      const point = {
        x: i,
        double() {
          return this.x * 2;
        },
      };
      sum += point.double();
    }
    return sum;
  },

  "instances of a class": () => {
    class Point {
      readonly #x: number;
      constructor(x: number) {
        this.#x = x;
      }
      double(): number {
        return this.#x * 2;
      }
    }
    let sum = 0;
    for (let i = 0; i < 100_000; i++) sum += new Point(i).double();
    return sum;
  },

  "functions made by a function": () => {
    const add = (x: number) => (y: number) => x + y;
    const both = (f: (x: number) => number, g: (x: number) => number) => (x: number) => g(f(x));
    let sum = 0;
    for (let i = 0; i < 50_000; i++) sum += both(add(i), add(1))(2);
    return sum;
  },

  "a parser of closures": () => parse("(1+2)*3+".repeat(2000) + "4"),

  "sorting and grouping records": () => {
    const rows = Array.from({ length: 5000 }, (_, i) => ({
      key: `k${String(i % 97)}`,
      value: (i * 7919) % 1009,
    }));
    const groups = new Map<string, number[]>();
    for (const { key, value } of rows) groups.set(key, [...(groups.get(key) ?? []), value]);
    return [...groups.values()]
      .map((group) => group.sort((a, b) => a - b)[3] ?? 0)
      .reduce((a, b) => a + b, 0);
  },
};

type Parser<T> = (text: string, at: number) => { readonly value: T; readonly at: number } | undefined;

function parse(text: string): number {
  const char =
    (wanted: string): Parser<string> =>
    (input, at) =>
      input[at] === wanted ? { value: wanted, at: at + 1 } : undefined;
  const digit: Parser<number> = (input, at) => {
    const value = Number(input[at]);
    return Number.isNaN(value) ? undefined : { value, at: at + 1 };
  };
  const either =
    <T>(...parsers: readonly Parser<T>[]): Parser<T> =>
    (input, at) => {
      for (const parser of parsers) {
        const found = parser(input, at);
        if (found !== undefined) return found;
      }
      return undefined;
    };
  let sum = 0;
  for (let at = 0; at < text.length;) {
    const token = either<string | number>(digit, char("("), char(")"), char("+"), char("*"))(text, at);
    if (token === undefined) break;
    if (typeof token.value === "number") sum += token.value;
    ({ at } = token);
  }
  return sum;
}
