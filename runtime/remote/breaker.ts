import { clock } from "../clock.ts";
/** Failures in a row after which requests are not made any more; of those that cost a whole timeout, one. */
const FAILURES = 3;
/** Milliseconds until one request is let through to try, at first and at most. */
const FIRST = 5000;
const MOST = 60_000;

/**
 * Spares requests to what does not answer. Closed, it lets all through. Failures open it; open, it lets none through
 * until its time has passed, and then one, which closes it or opens it for twice as long.
 */
export class Breaker {
  readonly #now: () => number;
  #failures = 0;
  #pause = 0;
  /** When one may try; Infinity while one does. */
  #next = 0;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(now: () => number = clock) {
    this.#now = now;
  }

  get isOpen(): boolean {
    return this.#pause > 0;
  }

  /** Milliseconds that it stays open from when it was opened. */
  get pause(): number {
    return this.#pause;
  }

  /** Whether a request may be made; whoever asks makes it and says how it went. */
  allows(): boolean {
    if (!this.isOpen) return true;
    if (this.#now() < this.#next) return false;
    this.#next = Infinity;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#pause = 0;
  }

  /** True where this failure opens it. */
  failed(costly: boolean): boolean {
    this.#failures += costly ? FAILURES : 1;
    if (this.#failures < FAILURES) return false;
    // Requests that were under way when it opened tell nothing new.
    if (this.isOpen && this.#next !== Infinity) return false;
    this.#pause = this.isOpen ? Math.min(this.#pause * 2, MOST) : FIRST;
    this.#next = this.#now() + this.#pause;
    return true;
  }
}
