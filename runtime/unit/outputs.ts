/** A variable outside a block that the block assigns. */
export type Output = readonly [get: () => unknown, set: (value: never) => void];

/** Notes outputs as assigned, right after each assignment, and returns the value. */
export type Mark = <T>(value: T, ...indices: number[]) => T;

/** The stored form of a block's run. */
export interface BlockRecord {
  readonly result: unknown;
  /** By position; undefined where it was not assigned. */
  readonly outputs: readonly unknown[];
  readonly assigned: readonly boolean[];
}

function read([get]: Output): { readonly value: unknown } | undefined {
  try {
    return { value: get() };
  } catch {
    return undefined; // in its temporal dead zone
  }
}

const write = ([, set]: Output, value: unknown): void => (set as (value: unknown) => void)(value);

/** The outputs of one run of a block: what they were before, and which of them the run assigned. */
export class Outputs {
  readonly #outputs: readonly Output[];
  readonly #before: readonly ({ readonly value: unknown } | undefined)[];
  readonly #assigned: boolean[];
  readonly #marked: unknown[] = [];

  constructor(outputs: readonly Output[]) {
    this.#outputs = outputs;
    this.#before = outputs.map(read);
    this.#assigned = outputs.map(() => false);
  }

  readonly mark: Mark = (value, ...indices) => {
    for (const index of indices) {
      this.#assigned[index] = true;
      this.#marked[index] = this.#outputs[index]?.[0]();
    }
    return value;
  };

  record(result: unknown): BlockRecord {
    const assigned = [...this.#assigned];
    const outputs = this.#outputs.map(([get], index) => (assigned[index] === true ? get() : undefined));
    return { result, outputs, assigned };
  }

  /** Whether an output has been assigned by other code since the run assigned it. */
  readonly disturbed = (): string | undefined => {
    const foreign = this.#outputs.some(
      ([get], index) => this.#assigned[index] === true && !Object.is(get(), this.#marked[index]),
    );
    return foreign ? "a variable that it assigns was assigned by other code" : undefined;
  };

  /**
   * Puts the outputs that the run assigned back as they were before it, and returns what puts them right again.
   * With its own assignments undone, a block whose inputs nobody changed has the key it started with, also
   * where it reads what it assigns (`x += 1`) or calls functions that do.
   */
  readonly rollback = (): (() => void) => {
    const undone: (() => void)[] = [];
    this.#outputs.forEach((output, index) => {
      const before = this.#before[index];
      if (this.#assigned[index] !== true || before === undefined) return;
      const [get] = output;
      const after = get();
      write(output, before.value);
      undone.push(() => write(output, after));
    });
    return () => {
      for (const restore of undone) restore();
    };
  };
}

/** Does what the recorded run did to its outputs. */
export function replay(record: BlockRecord, outputs: readonly Output[]): void {
  outputs.forEach((output, index) => {
    if (record.assigned[index] === true) write(output, record.outputs[index]);
  });
}
