import { isClass, isFunction, unwrap, type Node } from "../parse/nodes.ts";
import type { Capture } from "./capture/capture.ts";

/** Something that a unit's key contains beside its own code and arguments, or that it should and cannot: for people. */
export interface Input {
  readonly kind: InputKind;
  /** `config.db.host`, `TZ`, `./worker.js`, or the reason of a refusal. */
  readonly label: string;
  /** The specifier of what is imported. */
  readonly from?: string;
}

export type InputKind =
  /** A function or class of the module. */
  | "code"
  | "value"
  | "imported"
  | "environment"
  /** A module that code loads by itself. */
  | "loaded"
  | "ignored"
  | "once"
  /** A memo table or a lazily initialised variable: the code that makes it stands for it. */
  | "state"
  | "refused"
  | "invisible";

const marks: Readonly<Record<string, InputKind | undefined>> = {
  "~": "ignored",
  "^": "once",
  "&": "loaded",
  "!": "refused",
  "?": "invisible",
  "+": "state",
  "*": "state",
};

export const inputsOf = (captures: readonly Capture[]): Input[] =>
  captures.flatMap((capture) => inputOf(capture) ?? []);

/** Undefined for what only says that names count. */
function inputOf({ slot, label, root }: Capture): Input | undefined {
  const mark = slot.charAt(0);
  if (mark === "@" || mark === ":") return undefined;
  const kind = marks[mark];
  if (kind !== undefined) return { kind, label: label.startsWith(mark) ? label.slice(1) : label };
  const variable = environmentName(root);
  if (variable !== undefined) return { kind: "environment", label: variable };
  if (typeof root === "string") return { kind: "value", label };
  const from = root.imported?.specifier;
  if (from !== undefined) return { kind: "imported", label, from };
  return { kind: isCode(root.declaration) ? "code" : "value", label };
}

/** The variable that a capture of the environment is of. */
export const environmentName = (root: Capture["root"]): string | undefined =>
  typeof root === "string" ? /^(?:import\.meta\.)?env\.(.+)$/.exec(root)?.[1] : undefined;

/** True for a declaration whose value is a function or a class. */
export function isCode(declaration: Node): boolean {
  const node = declaration.type === "VariableDeclarator" ? declaration.init : declaration;
  if (node == null) return false;
  const value = unwrap(node);
  return isFunction(value) || isClass(value);
}
