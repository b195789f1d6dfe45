import { clearTimeout, setTimeout } from "node:timers";
import { formatDuration } from "../quantity.ts";

/** A request that was not answered in time. */
export class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/** Turns of the timer in one timeout. */
const TURNS = 10;

/**
 * What is answered in time; rejects with TimedOut otherwise. Time in which the program blocks its thread counts little:
 * an answer that has come meanwhile is read before time is up. The timer keeps the process alive until the request is
 * over.
 *
 * @param timeout milliseconds
 */
export async function inTime<T>(request: Promise<T>, timeout: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      if (turns > TURNS) reject(new TimedOut(`no answer within ${formatDuration(timeout)}`));
      else timer = setTimeout(turn, timeout / TURNS);
    };
    turn();
  });
  try {
    return await Promise.race([request, late]);
  } finally {
    clearTimeout(timer);
  }
}
