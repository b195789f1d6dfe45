import { now } from "../clock.ts";
import { FORMAT } from "../format.ts";
import type { Remote } from "../remote/remote.ts";
import { remoteAmong } from "../remote/settings.ts";
import type { RemoteSettings } from "../remote/settings.ts";
import type { Entry, EntryHeader } from "../store/store.ts";
import { encodeManifest } from "../trace/manifest.ts";
import type { Traced } from "../trace/trace.ts";
import type { Hit, Lookup } from "./lookup.ts";
import { componentsOfInputs, isManifest } from "./traces.ts";

/** The store of other machines for one lookup that awaits. */
export class RemoteTier {
  readonly #lookup: Lookup;
  readonly #remote: Remote;

  constructor(lookup: Lookup, remote: Remote) {
    this.#lookup = lookup;
    this.#remote = remote;
  }

  /** What the store has, as an entry of this machine from now on; undefined where it has nothing that may be served. */
  async find(fits: (hit: Hit) => boolean): Promise<Hit | undefined> {
    const { key } = this.#lookup;
    const { mode } = this.#lookup.question.settings;
    if (mode === "refresh" || mode === "verify") return undefined;
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

  /**
   * Gives the store the result of a lookup that this machine has stored as an entry. Nobody waits for it. Errors that are
   * kept, which have a lookup of their own, stay here.
   */
  keep(lookup: Lookup, entry: Entry, traced: readonly Traced[]): void {
    if (lookup === this.#lookup) void this.#write(entry, traced);
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

function settingsOf({ question: { spec, settings } }: Lookup): RemoteSettings | undefined {
  if (spec.store === undefined) return settings.remote;
  return remoteAmong([spec.store], process.cwd(), settings.remoteLimits);
}

/**
 * The store of other machines that a lookup which awaits asks, and gives its result; undefined where there is none. Its
 * code is loaded when it is first used.
 */
export function remoteTierOf(lookup: Lookup): Promise<RemoteTier> | undefined {
  if (lookup.question.store === undefined) return undefined;
  const settings = settingsOf(lookup);
  if (settings === undefined) return undefined;
  return import("../remote/open.ts").then(({ openRemote }) => new RemoteTier(lookup, openRemote(settings)));
}
