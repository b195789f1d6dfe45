/**
 * The static facts of a definition travel in one string, so that creating a closure allocates nothing for them:
 *
 *     digest|name|line|slot|slot…
 *
 * `digest` is the code digest; `name` and `line` are for people. Each slot describes the value at the same
 * position of the captures. `%` and `|` inside a field are written `%25` and `%7C`. `line()` says that the code uses the
 * function itself for nothing but calls.
 *
 * | slot                        | meaning                                                                        |
 * | --------------------------- | ------------------------------------------------------------------------------ |
 * | `config.db.host`            | a value, read again at every lookup                                            |
 * | `=RATE`                     | the binding cannot be assigned again (the value behind it may still change)    |
 * | `=scale()`, `scale()`       | a function that the code does nothing with but call it                         |
 * | `_<lodash#default.chain`    | imported from outside the project: specifier, export, path; identity of last resort |
 * | `~db`                       | ignored by the user: the slot counts, its value does not                       |
 * | `~this.log`                 | the same of a member: the value is what has it, here `this`                    |
 * | `^table`                    | `once`: digested once per identity                                             |
 * | `&./worker.ts`              | code that no live binding reaches yet: a module specifier; the value is unused |
 * | `>./lazy.ts`                | the same, loaded into this process: what the module holds by then counts as well |
 * | `!eval`                     | cannot be keyed: the reason; the call is refused                               |
 * | `?Math.random`              | an input that no key can see; refused only where provenance is asked for       |
 * | `+config`                   | the code's own lazily initialised variable: what makes it stands for it         |
 * | `*memo`                     | the code's own memo table: what fills it stands for it                         |
 * | `@`                         | the code reads `.name`: the names of the functions reached join the key        |
 * | `:inner,Point`              | what the functions and classes declared inside are called; counts where `@` is reached |
 */
export interface Descriptor {
  readonly digest: string;
  readonly name: string;
  readonly line: number;
  /** The code uses the function itself for nothing but calls. */
  readonly callsItself: boolean;
  readonly slots: readonly Slot[];
}

export type SlotKind =
  | "value"
  | "ignored"
  | "once"
  | "module"
  | "loaded"
  | "refused"
  | "invisible"
  | "names"
  | "locals"
  | "lazy"
  | "memo";

export interface Slot {
  readonly kind: SlotKind;
  /** What to call it in a message: `config.db.host`, or the reason of a refusal. */
  readonly label: string;
  readonly constant: boolean;
  /** The code does nothing with the value but call it. */
  readonly called: boolean;
  readonly origin: Origin | undefined;
}

/** Where an import from outside the project came from. */
export interface Origin {
  readonly specifier: string;
  /** Export name, then the member path read from it: `default.chain`. `*` is the namespace. */
  readonly path: string;
}

const kinds: Readonly<Record<string, SlotKind>> = {
  "~": "ignored",
  "^": "once",
  "&": "module",
  ">": "loaded",
  "!": "refused",
  "?": "invisible",
  "@": "names",
  ":": "locals",
  "+": "lazy",
  "*": "memo",
};

const CALLED = "()";

const unescape = (field: string): string => field.replaceAll("%7C", "|").replaceAll("%25", "%");

function parseSlot(text: string): Slot {
  const kind = kinds[text.charAt(0)];
  if (kind !== undefined && kind !== "once") {
    return { kind, label: unescape(text.slice(1)), constant: true, called: false, origin: undefined };
  }
  const constant = text.startsWith("=");
  const called = kind === undefined && text.endsWith(CALLED);
  const body = text.slice(constant || kind === "once" ? 1 : 0, called ? -CALLED.length : undefined);
  const at = body.indexOf("<");
  if (at < 0) return { kind: kind ?? "value", label: unescape(body), constant, called, origin: undefined };
  const hash = body.lastIndexOf("#");
  const origin = { specifier: unescape(body.slice(at + 1, hash)), path: unescape(body.slice(hash + 1)) };
  return { kind: kind ?? "value", label: unescape(body.slice(0, at)), constant, called, origin };
}

const parsed = new Map<string, Descriptor>();

/** Parses a descriptor; the same string gives the same object. */
export function parseDescriptor(text: string): Descriptor {
  let descriptor = parsed.get(text);
  if (descriptor === undefined) {
    const [digest = "", name = "", line = "0", ...slots] = text.split("|");
    const callsItself = line.endsWith(CALLED);
    descriptor = {
      digest,
      name: unescape(name),
      line: Number(callsItself ? line.slice(0, -CALLED.length) : line),
      callsItself,
      slots: slots.map(parseSlot),
    };
    parsed.set(text, descriptor);
  }
  return descriptor;
}
