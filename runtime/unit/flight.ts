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
 * The computations that cannot end before `waiter` does: those that it is part of, and those that wait, through any
 * number of steps, for one of them. Itself included.
 */
export function blockedBy(waiter: Computation | undefined): ReadonlySet<Computation> {
  const blocked = new Set<Computation>();
  const pending: (Computation | undefined)[] = [waiter];
  while (pending.length > 0) {
    let computation = pending.pop();
    while (computation !== undefined && !blocked.has(computation)) {
      blocked.add(computation);
      if (computation.flight !== undefined) pending.push(...computation.flight.waiting);
      computation = computation.parent;
    }
  }
  return blocked;
}

/** Whether waiting for `flight` inside `waiter` would never end. Re-entry is the shortest case. */
export function wouldDeadlock(flight: Flight, waiter: Computation | undefined): boolean {
  return blockedBy(waiter).has(flight.computation);
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
