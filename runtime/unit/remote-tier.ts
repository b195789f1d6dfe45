import { now } from "../clock.ts";
import { FORMAT } from "../format.ts";
import type { Lease } from "../remote/lease.ts";
import { openRemote } from "../remote/open.ts";
import type { Remote } from "../remote/remote.ts";
import type { RemoteSettings } from "../remote/settings.ts";
import type { Entry, EntryHeader } from "../store/store.ts";
import { encodeManifest } from "../trace/manifest.ts";
import type { Traced } from "../trace/trace.ts";
import type { Computation } from "./computation.ts";
import type { Hit, Lookup } from "./lookup.ts";
import { isLeaving } from "./remote.ts";
import { takeRemoteTurn } from "./remote-turn.ts";
import { componentsOfInputs, isManifest } from "./traces.ts";

/** The store of other machines for one lookup that awaits. */
export class RemoteTier {
  readonly #lookup: Lookup;
  readonly #remote: Remote;
  #lease: Lease | undefined;
  #written: Promise<void> | undefined;

  constructor(lookup: Lookup, remote: Remote) {
    this.#lookup = lookup;
    this.#remote = remote;
  }

  /** What the store has, as an entry of this machine from now on; undefined where it has nothing that may be served. */
  async find(fits: (hit: Hit) => boolean): Promise<Hit | undefined> {
    const { key } = this.#lookup;
    const { mode } = this.#lookup.question.settings;
    if (mode === "refresh" || mode === "verify" || isLeaving(key)) return undefined;
    const entry = await this.#remote.get(key);
    if (entry === undefined) return undefined;
    if (!isManifest(entry)) return this.#admit(entry, [], fits);
    try {
      for (const match of this.#shared?.matches(entry.body) ?? []) {
        const result = await this.#remote.get(match.key);
        const hit = result && this.#admit(result, match.traced, fits);
        if (hit !== undefined) return hit;
      }
    } catch (error) {
      this.#remote.distrust(key, error instanceof Error ? error.message : String(error));
    }
    return undefined;
  }

  /** What the store has, or gets while another machine computes it; undefined where the caller is to compute. */
  async takeTurn(computation: Computation, fits: (hit: Hit) => boolean): Promise<Hit | undefined> {
    const find = (): Promise<Hit | undefined> => this.find(fits);
    const found = await find();
    if (found !== undefined) return found;
    const turn = await takeRemoteTurn(this.#lookup, this.#remote, computation, find);
    if (turn.state === "hit") return turn.hit;
    this.#lease = computation.lease = turn.lease;
    return undefined;
  }

  /** Lets other machines have their turn, once the store has what this one computed. Nobody waits for it. */
  leave(): void {
    const lease = this.#lease;
    if (lease !== undefined) void (this.#written ?? Promise.resolve()).then(() => lease.release());
  }

  /**
   * Gives the store the result of a lookup that this machine has stored as an entry. Nobody waits for it. Errors that are
   * kept, which have a lookup of their own, stay here.
   */
  keep(lookup: Lookup, entry: Entry, traced: readonly Traced[]): void {
    if (lookup === this.#lookup) this.#written = this.#write(entry, traced);
  }

  get #shared() {
    return this.#lookup.traces?.shared;
  }

  async #write(entry: Entry, traced: readonly Traced[]): Promise<void> {
    const { key } = this.#lookup;
    // Components are hashed with a secret that stays here.
    const header: EntryHeader = { ...entry.header, components: [], inputs: undefined };
    if (traced.length === 0) {
      await this.#remote.set({ ...entry, key, header });
      return;
    }
    const shared = this.#shared;
    const alternative = shared?.alternativeOf(traced);
    if (shared === undefined || alternative === undefined) return;
    if (!(await this.#remote.set({ ...entry, key: alternative.key, header }))) return;
    const before = await this.#remote.get(key);
    const manifest = shared.with(isManifest(before) ? before.body : undefined, alternative);
    await this.#remote.set({ key, header: manifestHeader(header), body: encodeManifest(manifest) });
  }

  #admit(entry: Entry, traced: readonly Traced[], fits: (hit: Hit) => boolean): Hit | undefined {
    const { components, question, traces } = this.#lookup;
    const inputs = traces?.recordAll(traced);
    if (traces === undefined || inputs === undefined) return undefined;
    const { store, settings } = question;
    const noted = inputs.length === 0 ? undefined : componentsOfInputs(inputs);
    const header: EntryHeader = { ...entry.header, components, inputs: noted };
    const local: Entry = { key: traces.keyOf(inputs), header, body: entry.body };
    const hit = this.#lookup.admit(local, traced, this.#remote.name);
    if (hit === undefined || !fits(hit)) return undefined;
    if (settings.writable && store?.set(local) === true) store.limit(local, settings);
    if (inputs.length === 0) traces.replaced();
    else traces.add({ key: local.key, inputs }, traced);
    return hit;
  }
}

function manifestHeader({ name, form, source }: EntryHeader): EntryHeader {
  const created = now();
  return {
    format: FORMAT,
    name,
    form,
    source,
    created,
    duration: 0,
    codec: "manifest",
    manifest: true,
    components: [],
  };
}

/** The tier of a lookup in the store of these settings. */
export function tierOf(lookup: Lookup, settings: RemoteSettings): RemoteTier {
  return new RemoteTier(lookup, openRemote(settings, lookup.question.settings.trust));
}
