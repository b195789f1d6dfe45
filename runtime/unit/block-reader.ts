import { MemoirError } from "../error.ts";
import type { Hit } from "./lookup.ts";
import type { BlockOptions } from "./options.ts";
import { replay } from "./outputs.ts";
import type { BlockRecord, Output } from "./outputs.ts";

/** A run of a block, as far as it reads what other runs left. */
export class BlockReader {
  readonly #outputs: readonly Output[];
  readonly #options: BlockOptions | undefined;

  constructor(outputs: readonly Output[], options: BlockOptions | undefined) {
    this.#outputs = outputs;
    this.#options = options;
  }

  /** A record is served only to a block with as many outputs as the one that left it. */
  readonly fits = (hit: Hit): boolean =>
    (hit.value as BlockRecord | undefined)?.outputs.length === this.#outputs.length;

  fitting(hit: Hit | undefined): Hit | undefined {
    return hit !== undefined && this.fits(hit) ? hit : undefined;
  }

  /** Does what the recorded run did; of one that failed, it throws the error, too. */
  readonly serve = (hit: Hit): BlockRecord => {
    const record = hit.value as BlockRecord;
    if (!hit.failed) this.#options?.onHit?.(hit.info);
    replay(record, this.#outputs);
    if (hit.failed) throw record.result as Error;
    return record;
  };

  /** The same for code that cannot await: of a promise that the block gave, a promise. */
  readonly serveSync = (hit: Hit): BlockRecord | Promise<BlockRecord> =>
    hit.promise ? new Promise((resolve) => resolve(this.serve(hit))) : this.serve(hit);
}

/** What a block returned: where its `return x` became `return [x]`, that x. */
export const shownOf =
  (boxed: boolean) =>
  (record: unknown): unknown => {
    const { result } = record as BlockRecord;
    return boxed ? (result as readonly unknown[] | undefined)?.[0] : result;
  };

/** @throws MemoirError MEMOIR2005 for an option, known only now, that a block cannot have which is not so. */
export function checkFits(name: string, options: BlockOptions | undefined, needed: string): void {
  const option = (["timeout", "swr"] as const).find((each) => options?.[each] !== undefined);
  if (option === undefined) return;
  throw new MemoirError("MEMOIR2005", `${name}: "${option}" needs a block that ${needed}`);
}
