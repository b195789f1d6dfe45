import type { AsyncLocalStorage } from "node:async_hooks";
import { checkGiven } from "./configure.ts";
import type { Mode } from "./configure.ts";
import type { Settings } from "./settings.ts";

/** What `withCache` asks for. */
export interface Policy {
  /** As `MEMOIR`. Where it meets the mode that holds anyway, the more careful one wins. */
  readonly mode?: Mode;
}

/** From what serves most to what serves least. */
const careful: readonly Mode[] = ["on", "readonly", "verify", "refresh", "off"];

/** One call of `withCache`: what holds for all that it calls. */
class Scope {
  readonly mode: Mode;
  readonly writable: boolean;
  readonly #settings = new WeakMap<Settings, Settings>();
  readonly #again = new WeakMap<object, Set<string>>();

  constructor(mode: Mode, around: Scope | undefined) {
    const outer = around ?? { mode, writable: true };
    this.mode = isMoreCareful(mode, outer.mode) ? mode : outer.mode;
    this.writable = mode !== "readonly" && outer.writable;
  }

  /** The same object for the same settings. */
  over(settings: Settings): Settings {
    let own = this.#settings.get(settings);
    if (own === undefined) {
      const mode = isMoreCareful(this.mode, settings.mode) ? this.mode : settings.mode;
      own = { ...settings, mode, writable: this.writable && settings.writable };
      this.#settings.set(settings, own);
    }
    return own;
  }

  /** Keys of these results that were computed again for this scope; undefined where it does not ask for that. */
  againIn(results: object): Set<string> | undefined {
    if (this.mode !== "refresh" && this.mode !== "verify") return undefined;
    let again = this.#again.get(results);
    if (again === undefined) this.#again.set(results, (again = new Set()));
    return again;
  }
}

const isMoreCareful = (mode: Mode, than: Mode): boolean => careful.indexOf(mode) > careful.indexOf(than);

// Made by the first `withCache`: without one, a lookup pays for a comparison and nothing else.
let scopes: AsyncLocalStorage<Scope> | undefined;

/** Whether anybody has called `withCache`. */
export const hasScopes = (): boolean => scopes !== undefined;

/** The scope that this code runs in. */
export function currentScope(): Scope | undefined {
  return scopes?.getStore();
}

/**
 * Calls `fn` with another policy for all cached code that it calls, also after it has awaited, and returns what it
 * returns. `refresh` computes each result once more and keeps it, in memory too; `readonly` keeps nothing in the
 * store; `verify` computes again what the store has and says what differs; `off` caches nothing. Of that and what
 * `MEMOIR` or `configure` say, the more careful one holds: off, then refresh, then verify; and nothing is written where
 * either says readonly.
 *
 * @throws MemoirError MEMOIR2203 for an option or mode that does not exist.
 * @example const prices = await withCache({ mode: "refresh" }, () => loadPrices());
 */
export function withCache<T>(policy: Policy, fn: () => T): T {
  checkGiven("withCache", policy, { mode: "string" });
  scopes ??= new (process.getBuiltinModule("node:async_hooks").AsyncLocalStorage)();
  return scopes.run(new Scope(policy.mode ?? "on", scopes.getStore()), fn);
}
