import { hash } from "node:crypto";
import { withComponentKey } from "../digest/components.ts";
import { isBounded } from "./bounded.ts";
import { decodeManifest, Present, recordAll, tracedKey, withFirst } from "./manifest.ts";
import type { Alternative, Manifest } from "./manifest.ts";
import type { Seen, Traced } from "./trace.ts";

/**
 * Traced inputs as machines share them. Cache folders hash them each with a secret of its own; here the unit's key takes
 * its place, which all who have the unit know. Stamps of files mean nothing on another machine and are left out.
 */
export class SharedTraces {
  readonly #key: string;
  readonly #folder: string;
  readonly #secret: Uint8Array;

  constructor(key: string, folder: string) {
    this.#key = key;
    this.#folder = folder;
    this.#secret = hash("sha256", `memoir inputs ${key}`, "buffer");
  }

  /** What leads to a result; undefined where that cannot be stored. */
  alternativeOf(traced: readonly Traced[]): Alternative | undefined {
    return withComponentKey(this.#secret, () => {
      const inputs = recordAll(
        traced.map(({ input, state }) => ({ input, state })),
        this.#folder,
      );
      return inputs === undefined ? undefined : { key: tracedKey(this.#key, inputs), inputs };
    });
  }

  /**
   * The alternatives that the world as it is now leads to. Throws for bytes that are no manifest of the unit.
   */
  *matches(body: Uint8Array): Generator<{ readonly key: string; readonly traced: readonly Traced[] }> {
    const present = new Present(this.#folder);
    for (const alternative of decodeManifest(body)) {
      if (!isBounded(alternative)) continue;
      const found = withComponentKey(this.#secret, () => present.compare(alternative, 1));
      if (!found.matches) continue;
      const { key, inputs } = alternative;
      if (key !== tracedKey(this.#key, inputs)) throw new Error("it lists a result of another unit");
      yield { key, traced: found.seen.flatMap(stateOf) };
    }
  }

  /** A manifest with one more alternative. What lists no results is as good as empty, and is replaced. */
  with(body: Uint8Array | undefined, alternative: Alternative): Manifest {
    return withFirst(listed(body), alternative);
  }
}

function listed(body: Uint8Array | undefined): Manifest {
  try {
    return body === undefined ? [] : decodeManifest(body);
  } catch {
    return [];
  }
}

/** Without a stamp, each input was looked at. */
const stateOf = ({ input, state, stamp }: Seen): Traced[] =>
  state === undefined ? [] : [{ input, state, ...(stamp !== undefined && { stamp }) }];
