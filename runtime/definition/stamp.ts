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
 * Private fields on the function itself: a WeakMap costs forty times as much at every creation of a closure. What is
 * known of a closure is put together when somebody asks.
 */
class Stamped extends Given {
  #known: FunctionRecord | Code;
  #captures: Captures | undefined;

  constructor(f: Callable, known: FunctionRecord | Code, captures: Captures | undefined) {
    super(f);
    this.#known = known;
    this.#captures = captures;
  }

  static has(f: Callable): boolean {
    return #known in f;
  }

  static read(f: Callable): FunctionRecord | undefined {
    if (!(#known in f)) return undefined;
    if (f.#captures !== undefined) {
      f.#known = definition(f.#known as Code, f.#captures);
      f.#captures = undefined;
    }
    return f.#known as FunctionRecord;
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

/** Notes the code of a function that was just created, and what reads its captures. The first note stays. */
export function stamp(f: Callable, code: Code, captures: Captures): void {
  if (!Stamped.has(f)) new Stamped(f, code, captures);
}

/** Notes what is known of a function. The first note stays. */
export function record(f: Callable, known: FunctionRecord): void {
  if (recordOf(f) !== undefined) return;
  try {
    new Stamped(f, known, undefined);
  } catch {
    unstamped.set(f, known);
  }
}
