import { firstMember, memberPath } from "../paths.ts";
import { type Binding, isConstant, type Names, type Reference } from "../scopes.ts";
import { type Capture, escape, type ModuleFacts, pathExpression, plain, statement } from "./capture.ts";
import { isProcess, processCapture } from "./environment.ts";
import { codeBehind, hiddenCode, requiredModule } from "./module.ts";
import { originOf } from "./origin.ts";

export function boundCapture(reference: Reference, binding: Binding, facts: ModuleFacts): Capture[] {
  if (reference.access === "write") return [];
  const own = facts.ownState.get(binding);
  if (own !== undefined)
    return [
      {
        ...plain(binding.name, binding, [], facts),
        reference,
        slot: `${own === "lazy" ? "+" : "*"}${escape(binding.name)}`,
      },
    ];
  if (isProcess(binding)) return processCapture(reference, facts);
  const hidden =
    hiddenCode(reference, binding, facts.names) ?? requiredModule(reference, binding, facts.names);
  if (hidden !== undefined) return [hidden];
  const path = memberPath(reference.node, facts.names.parents);
  const { keys, direct } = directKeys(binding, path.keys, reference, facts);
  const label = [binding.name, ...keys].join(".");
  const base = [binding.name, ...keys.slice(0, direct).map((key) => `[${JSON.stringify(key)}]`)].join("");
  const readable =
    direct === 1 && /^[A-Za-z_$][\w$]*$/.test(keys[0] ?? "") ? `${binding.name}.${keys[0] ?? ""}` : base;
  const expression = pathExpression(readable, keys.slice(direct), facts);
  const constant = keys.length === 0 && isConstant(binding) ? "=" : "";
  const slot = constant + escape(label) + originOf(binding, keys);
  const capture = { slot, expression, label, root: binding, keys, reference };
  const named = showsNames(binding, keys) ? [statement("@", reference)] : [];
  return [capture, ...codeBehind(binding, facts.names), ...named];
}

/** `inspect` and `format` of node:util print the names of classes and functions. */
function showsNames({ imported }: Binding, keys: readonly string[]): boolean {
  if (imported === undefined || !/^(?:node:)?util$/.test(imported.specifier)) return false;
  const path = [imported.name, ...keys];
  return keys.length === 0 && /^(?:\*|default|=)$/.test(imported.name)
    ? true
    : path.some((key) => /^(?:inspect|format|formatWithOptions)$/.test(key));
}

/**
 * How much of a path is read as it stands in the source: the first member of a namespace is a binding of its
 * own, and a `const enum` exists only as whole expressions.
 */
function directKeys(
  binding: Binding,
  keys: readonly string[],
  reference: Reference,
  facts: ModuleFacts,
): { keys: readonly string[]; direct: number } {
  if (binding.imported?.name === "*" && keys.length === 0) {
    const called = firstMember(reference.node, facts.names.parents);
    return called === undefined ? { keys, direct: 0 } : { keys: [called], direct: 1 };
  }
  const whole = binding.imported?.name === "*" || isConstEnum(binding, facts.names);
  return { keys, direct: whole && keys.length > 0 ? 1 : 0 };
}

/** A `const enum` of this module, or an import that could be one: used only as `Name.Member`, never called. */
function isConstEnum(binding: Binding, names: Names): boolean {
  const { declaration } = binding;
  if (declaration.type === "TSEnumDeclaration") return declaration.const === true;
  if (binding.imported === undefined || !/^[A-Z]/.test(binding.name)) return false;
  return binding.references.every((reference) => memberPath(reference.node, names.parents).keys.length > 0);
}
