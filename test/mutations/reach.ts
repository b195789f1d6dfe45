import { endOf, isFunction, type Node, startOf } from "../../transformer/parse/nodes.ts";
import { type Change, insert, type Module, walk } from "./module.ts";

/** Code that runs as a whole or not at all. */
export interface Block {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** The blocks of a module and the text in which each says by its number that it runs. */
export function instrumented(
  module: Module,
  first: number,
): { readonly blocks: readonly Block[]; readonly changes: readonly Change[] } {
  const blocks: Block[] = [];
  const changes: Change[] = [];
  const add = (node: Node): string => {
    blocks.push({ path: module.path, start: startOf(node), end: endOf(node) });
    return `(globalThis as any).reached.add(${first + blocks.length - 1})`;
  };
  walk(module.program, (node, around) => {
    const parent = around.at(-1);
    if (node.type === "BlockStatement") {
      changes.push(insert(startOf(node) + 1, `${add(node)};`));
    } else if (parent?.type === "ArrowFunctionExpression" && parent.body === node) {
      changes.push(insert(startOf(node), `(${add(node)}, (`), insert(endOf(node), "))"));
    } else if (isFunction(node) && node.body.type !== "BlockStatement") {
      return;
    }
  });
  return { blocks, changes };
}

/** Which blocks ran, and by which calls. */
export class Reach {
  readonly #blocks: readonly Block[];
  readonly #ran: ReadonlySet<number>;

  constructor(blocks: readonly Block[], ran: Iterable<number>) {
    this.#blocks = blocks;
    this.#ran = new Set(ran);
  }

  /** True where the innermost block around an offset ran; code of a module itself always does. */
  has(path: string, offset: number): boolean {
    let inner: number | undefined;
    for (const [index, block] of this.#blocks.entries()) {
      if (block.path !== path || offset < block.start || offset >= block.end) continue;
      const best = inner === undefined ? undefined : this.#blocks[inner];
      if (best === undefined || block.end - block.start <= best.end - best.start) inner = index;
    }
    return inner === undefined || this.#ran.has(inner);
  }
}
