/** What an edit must do to a warm result: **M** must recompute, **N** must hit, **Y** may; `refuse` is never cached. */
export type Label = "M" | "N" | "Y" | "refuse";

/** The ways in which one piece of code is cached. */
export const forms = ["function", "method", "expression", "using", "block"] as const;
export type Form = (typeof forms)[number];

/** New text of a file, a change of its text, or null to delete it. */
export type Edit = string | null | ((text: string) => string);

/**
 * Texts by path, relative to the folder of one form; a path that starts with `/` is relative to the project and
 * shared by all forms. `$DIR` in a text stands for that folder, relative to the project.
 */
export type Texts = Readonly<Record<string, string>>;
export type Edits = Readonly<Record<string, Edit>>;

/** What the lookups of the unit come to, in a run on an empty cache, a second one, and one after the edit. */
export interface Outcomes {
  readonly cold: readonly string[];
  readonly warm: readonly string[];
  readonly after: readonly string[];
}

/** The code that is cached, written once for all forms. */
export interface Placeholder {
  /** Statements before the unit: imports, helpers, data. */
  readonly top?: string;
  readonly params?: string;
  readonly args?: string;
  /** Statements of the unit; it returns its result. */
  readonly body: string;
  readonly isAsync?: boolean;
  /** Options of the cache. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Members of the class around a method. */
  readonly members?: string;
}

interface Common {
  /** Of the table of edits. */
  readonly row: number;
  readonly label: Label;
  readonly name: string;
  /** Other modules and files. */
  readonly files?: Texts;
  readonly edit?: Edits;
  /** Files that get another name before the edits. */
  readonly rename?: Texts;
  readonly env?: Texts;
  /** Variables of the environment after the edit. */
  readonly envAfter?: Texts;
  /** The file that is run; `unit.js` unless told. */
  readonly entry?: string;
  readonly entryAfter?: string;
  /** Where a unit is looked up more than once, or an edit is not the point. */
  readonly outcomes?: Outcomes;
  /** It needs a process of its own: it changes what all cases of a process share. */
  readonly alone?: boolean;
  /** That the unit runs uncached is right too. */
  readonly mayRefuse?: boolean;
}

/** A case in every form that makes sense. */
export interface FormCase extends Common {
  readonly unit: Placeholder;
  readonly forms?: readonly Form[];
  /** The module of the unit; `unit.ts` unless told. */
  readonly module?: string;
}

/** A case whose modules are written out: those that call their unit in ways of their own. */
export interface ProgramCase extends Common {
  readonly files: Texts;
  readonly unit?: undefined;
}

export type Case = FormCase | ProgramCase;

/** Cases that are compiled together. */
export interface Corpus {
  readonly name: string;
  readonly cases: readonly Case[];
  /** Compiler options over those of the test program. */
  readonly options?: object;
  /** Files of the project itself, and an edit of them. */
  readonly files?: Texts;
  readonly edit?: Edits;
  /** Symbolic links of the project: path to target. */
  readonly links?: Texts;
  /** Projects that the project refers to. */
  readonly references?: readonly string[];
  /** Arguments of tspc. */
  readonly compile?: readonly string[];
}

/** An edit that replaces texts, all of which must be there. */
export function swap(...pairs: readonly (readonly [from: string, to: string])[]): (text: string) => string {
  return (text) =>
    pairs.reduce((before, [from, to]) => {
      if (!before.includes(from)) throw new Error(`${JSON.stringify(from)} is not in\n${before}`);
      return before.replaceAll(from, () => to);
    }, text);
}
