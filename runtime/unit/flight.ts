import type { Computation } from "./computation.ts";

/** A computation that others may wait for. */
export interface Flight {
  readonly computation: Computation;
  /** Resolves when the computation is over, however it ended; never rejects. */
  readonly landed: Promise<void>;
  /** The computations that wait for this one. */
  readonly waiting: Set<Computation>;
}

/**
 * Whether waiting for `flight` inside `waiter` would never end: the flight's computation waits, through any
 * number of steps, for the waiter or for a computation that the waiter is part of. Re-entry is the shortest case.
 */
export function wouldDeadlock(flight: Flight, waiter: Computation | undefined): boolean {
  const blocked = new Set<Computation>();
  const pending: (Computation | undefined)[] = [waiter];
  while (pending.length > 0) {
    let computation = pending.pop();
    while (computation !== undefined && !blocked.has(computation)) {
      if (computation === flight.computation) return true;
      blocked.add(computation);
      if (computation.flight !== undefined) pending.push(...computation.flight.waiting);
      computation = computation.parent;
    }
  }
  return false;
}

/** Waits until the flight is over; says so to others that might wait for the waiter. */
export async function wait(flight: Flight, waiter: Computation | undefined): Promise<void> {
  if (waiter !== undefined) flight.waiting.add(waiter);
  try {
    await flight.landed;
  } finally {
    if (waiter !== undefined) flight.waiting.delete(waiter);
  }
}
