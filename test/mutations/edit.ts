import type { Effect } from "./judge.ts";
import { apply, lineOf, type Module, parse } from "./module.ts";
import { type Mutation, mutations } from "./mutate.ts";
import { neutral } from "./neutral.ts";
import type { Package } from "./packages.ts";
import { Random } from "../random.ts";
import type { Reach } from "./reach.ts";

/** New texts of files of a package, by path. */
export interface Edit {
  /** `css-what:7:12`: repeats the edit. */
  readonly id: string;
  readonly effect: Effect;
  readonly kind: string;
  /** `parse.ts:12` */
  readonly place: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface Subject {
  readonly one: Package;
  readonly modules: readonly Module[];
  readonly reach: Reach;
}

const TRIES = 200;
/** The others are where nothing ran: code that may be reached all the same. */
const SHARE_THAT_RAN = 0.93;
const SHARE_NEUTRAL = 0.4;

/** The edit of a number under a seed, the same each time. */
export async function editOf(subject: Subject, seed: string, number: number): Promise<Edit> {
  const id = `${subject.one.name}:${seed}:${number}`;
  const random = new Random(id);
  for (let tries = 0; tries < TRIES; tries++) {
    const edit = await (random.chance(SHARE_NEUTRAL) ? neutralEdit : mutation)(subject, random);
    if (edit !== undefined && isChange(subject, edit)) return { id, ...edit };
  }
  throw new Error(`${id}: no edit was found`);
}

type Unnamed = Omit<Edit, "id">;

function isChange({ modules }: Subject, { files }: Unnamed): boolean {
  return Object.entries(files).every(([path, text]) => {
    const before = modules.find((module) => module.path === path);
    return before?.text !== text && parse(path, text) !== undefined;
  });
}

const mutationsOf = new WeakMap<Module, readonly Mutation[]>();

/** By kind first: the rare ones are tried as often. Modules by the size of what can be changed. */
function mutation({ modules, reach }: Subject, random: Random): Unnamed | undefined {
  const all = modules.flatMap((module) => {
    let own = mutationsOf.get(module);
    if (own === undefined) mutationsOf.set(module, (own = mutations(module)));
    return own.map((change) => ({ module, change }));
  });
  const ran = random.chance(SHARE_THAT_RAN);
  const kind = random.pick([...new Set(all.map(({ change }) => change.kind))]);
  const ofKind = all.filter(({ change }) => change.kind === kind);
  const { module, change } = random.pick(ofKind) ?? {};
  const [first] = change?.changes ?? [];
  if (module === undefined || first === undefined || change === undefined) return undefined;
  if (ran && !reach.has(module.path, first.start)) return undefined;
  const place = `${module.path}:${lineOf(module.text, first.start)}`;
  return {
    effect: "any",
    kind: change.kind,
    place,
    files: { [module.path]: apply(module.text, change.changes) },
  };
}

async function neutralEdit({ modules, one }: Subject, random: Random): Promise<Unnamed | undefined> {
  const kind = random.pick(Object.keys(neutral)) ?? "";
  const module = random.pick(modules);
  const files = module && (await neutral[kind]?.(module, random, one.extension));
  if (module === undefined || files === undefined) return undefined;
  const readsNames = modules.some(({ text }) => /\.name\b/.test(text));
  const effect = kind === "renamed helper" && readsNames ? "mayMiss" : "none";
  return { effect, kind, place: module.path, files };
}
