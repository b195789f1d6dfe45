import type { Captures, Definition, ModuleFile } from "./definition.ts";

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- anything that can be called or constructed
export type Callable = Function;

/** A class, with what its first static block saw. */
export interface ClassDefinition extends Definition {
  readonly kind: "class";
  /** The own methods and accessors of the class's prototype, as its code made them. */
  readonly members: ReadonlyMap<PropertyKey, PropertyDescriptor>;
  /** The same of the class itself. */
  readonly statics: ReadonlyMap<PropertyKey, PropertyDescriptor>;
  readonly privates: PrivateReader | undefined;
  /** Why not, where instances cannot get them back without running code. */
  readonly restore: PrivateWriter | string | undefined;
  /** What the private fields are called. */
  readonly names: readonly string[];
}

/** The values of the `#private` fields of an object, or undefined where it has none of the class. */
export type PrivateReader = (object: object) => readonly unknown[] | undefined;

/** Sets the values that the reader reads, on an object that has the private members. */
export type PrivateWriter = (object: object, values: readonly unknown[]) => void;

export type MemberRole = "value" | "get" | "set";

/** A method or accessor of a class: its code is in the code of the class. */
export interface Member {
  readonly kind: "member";
  readonly owner: Callable;
  readonly key: PropertyKey;
  readonly role: MemberRole;
  readonly isStatic: boolean;
}

/** What is known of a function. */
export type FunctionRecord = Definition | ClassDefinition | Member;

/** The constructor gives back the object it is given, so that a subclass adds its private field to that. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- what it is for is its constructor
class Given {
  constructor(object: object) {
    return object;
  }
}

/** What all functions that one piece of code creates have in common. */
export interface Code {
  readonly file: ModuleFile | undefined;
  readonly descriptor: string;
  /** Where one thunk reads the captures of several functions: which of its lists belongs to this one. */
  readonly part?: number;
}

/**
 * What a function was created with, for whoever asks. No code where its module has not got as far as its first line.
 */
export type Stated = () => readonly [code: Code | undefined, captures: Captures];

/**
 * A private field on the function itself: a WeakMap costs forty times as much at every creation of a closure. So does
 * each field more, and each look whether there is one; what is known of a closure is put together when somebody asks.
 */
class Stamped extends Given {
  #known: FunctionRecord | Stated;

  constructor(f: Callable, known: FunctionRecord | Stated) {
    super(f);
    this.#known = known;
  }

  static read(f: Callable): FunctionRecord | undefined {
    if (!(#known in f)) return undefined;
    if (typeof f.#known !== "function") return f.#known;
    const [code, captures] = f.#known();
    if (code === undefined) return undefined;
    return (f.#known = definition(code, captures));
  }
}

function definition({ file, descriptor, part }: Code, captures: Captures): Definition {
  const own = part === undefined ? captures : () => captures()[part] as readonly unknown[];
  return { kind: "function", file, descriptor, captures: own };
}

/** For functions that take no further private fields (https://tc39.es/proposal-nonextensible-applies-to-private/). */
const unstamped = new WeakMap<Callable, FunctionRecord>();

/** What is known of a function, or undefined where nobody defined it. */
export function recordOf(f: Callable): FunctionRecord | undefined {
  return Stamped.read(f) ?? unstamped.get(f);
}

/** Notes what a function was just created with. The first note stays. */
export function stamp(f: Callable, stated: Stated): void {
  try {
    new Stamped(f, stated);
  } catch {
    // It has a note. Looking first would cost as much again as the note itself.
  }
}

/** Notes what is known of a function. The first note stays. */
export function record(f: Callable, known: FunctionRecord): void {
  if (recordOf(f) !== undefined) return;
  try {
    new Stamped(f, known);
  } catch {
    unstamped.set(f, known);
  }
}
