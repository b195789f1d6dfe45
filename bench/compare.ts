import { measure } from "mitata";

export type Role = "memoir" | "floor" | "peer";

/** One way to do a thing, and how to take the time that it takes once, in nanoseconds. */
export interface Contender {
  readonly name: string;
  readonly role: Role;
  /** Undefined where what it needs is not installed. */
  readonly time: (() => number | Promise<number>) | undefined;
}

export interface Figure {
  readonly name: string;
  readonly role: Role;
  /** The median of the rounds; undefined where it could not be measured. */
  readonly nanoseconds: number | undefined;
  /** The median of what it took in a round, compared with the floor in the same round. */
  readonly ratio: number | undefined;
}

/** One line of the benchmark. */
export interface Row {
  readonly what: string;
  /** How many times the floor memoir may take at most; undefined where it is only told. */
  readonly reach: number | undefined;
  readonly figures: readonly Figure[];
}

export const isQuick = process.argv.includes("--quick");

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** Nanoseconds a call, of a function that is called very often. */
export async function perCall(call: () => unknown): Promise<number> {
  const { p50 } = await measure(call, { min_cpu_time: isQuick ? 2e6 : 3e7, gc: false });
  return p50;
}

/** Nanoseconds that something takes once. */
export async function once(act: () => unknown): Promise<number> {
  const began = performance.now();
  await act();
  return (performance.now() - began) * 1e6;
}

export const calls = (role: Role, name: string, call: (() => unknown) | undefined): Contender => ({
  name,
  role,
  time: call && (() => perCall(call)),
});

/** Takes the times of all contenders in turn, round by round, so that what slows the machine slows them alike. */
export async function compare(
  what: string,
  reach: number | undefined,
  contenders: readonly Contender[],
  rounds = 5,
): Promise<void> {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < (isQuick ? 1 : rounds); round += 1) {
    for (const [at, { time }] of contenders.entries()) {
      if (time !== undefined) times[at]?.push(await time());
    }
  }
  const floor = times[contenders.findIndex(({ role }) => role === "floor")] ?? [];
  const figures = contenders.map(({ name, role, time }, at): Figure => {
    const own = times[at] ?? [];
    const ratios = own.map((each, round) => each / (floor[round] ?? Number.NaN));
    const isMeasured = time !== undefined;
    return {
      name,
      role,
      nanoseconds: isMeasured ? median(own) : undefined,
      ratio: isMeasured && floor.length > 0 ? median(ratios) : undefined,
    };
  });
  process.stdout.write(`${JSON.stringify({ what, reach, figures } satisfies Row)}\n`);
}
