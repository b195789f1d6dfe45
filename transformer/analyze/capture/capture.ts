import type { EmitOptions } from "../../rewrite/types.ts";
import type { Binding, Names, Reference } from "../scopes.ts";
import type { NamedCode } from "./local-names.ts";
import type { OwnState } from "../state.ts";

/** One value that a region reads from outside, as its slot states it and as a thunk reads it. */
export interface Capture {
  /** The slot of the descriptor: `config.db.host`, `=RATE`, `_<lodash#default`, `!eval`. */
  readonly slot: string;
  /** Source text that gives the value; undefined where the slot alone says it all. */
  readonly expression: string | undefined;
  /** What people call it. */
  readonly label: string;
  /** What the name stands for, and the members read from it: no two captures of a region share both. */
  readonly root: Binding | string;
  readonly keys: readonly string[];
  readonly reference: Reference | undefined;
}

/** Everything about a module that deciding on captures needs. */
export interface ModuleFacts {
  readonly names: Names;
  readonly ownState: OwnState;
  readonly namedCode: readonly NamedCode[];
  readonly emit: EmitOptions;
  /** The `@jsx…` pragmas of the module, as they stand. */
  readonly jsxPragma: string;
  /** How generated code calls `$path`. */
  readonly pathHelper: () => string;
}

export const escape = (field: string): string => field.replaceAll("%", "%25").replaceAll("|", "%7C");

/** A slot that needs no value: `!eval`, `?Math.random`, `&./x`, `>./x`, `@`, `:inner`. */
export const statement = (slot: string, reference: Reference | undefined): Capture => ({
  slot: /^[!?&>@:]/.test(slot) ? slot.charAt(0) + escape(slot.slice(1)) : escape(slot),
  expression: undefined,
  label: slot,
  root: slot,
  keys: [],
  reference,
});

export function plain(
  root: string,
  key: Binding | string,
  keys: readonly string[],
  facts: ModuleFacts,
  slot?: string,
): Capture {
  const name = typeof key === "string" ? key : root;
  const label = [name, ...keys].join(".");
  const expression = pathExpression(name, keys, facts);
  return { slot: slot ?? escape(label), expression, label, root: key, keys, reference: undefined };
}

/** `$path(config, "db", "host")`; private members are read in place. */
export function pathExpression(root: string, keys: readonly string[], facts: ModuleFacts): string {
  let base = root;
  let rest = keys;
  while (rest[0]?.startsWith("#")) {
    base += `.${rest[0]}`;
    rest = rest.slice(1);
  }
  const segments: string[] = [];
  for (const key of rest) {
    if (key.startsWith("#")) break;
    segments.push(JSON.stringify(key));
  }
  return segments.length === 0 ? base : `${facts.pathHelper()}(${base}, ${segments.join(", ")})`;
}
