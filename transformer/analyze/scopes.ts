import type * as t from "@babel/types";
import type { Node } from "../parse/nodes.ts";

export type BindingKind =
  | "import"
  | "const"
  | "let"
  | "var"
  | "function"
  | "class"
  | "parameter"
  | "catch"
  | "enum"
  | "namespace"
  | "self";

/** A name and the place that declares it. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** The node that gives the value: a function, a class, a declarator, an import specifier, a parameter… */
  readonly declaration: Node;
  readonly imported: Imported | undefined;
  readonly references: Reference[];
  exported: boolean;
  /** A parameter that the body declares again as `var` or function. */
  redeclared: boolean;
}

export interface Imported {
  readonly specifier: string;
  /** The name in the other module; `*` for the namespace, `=` for `import x = require()`. */
  readonly name: string;
}

export interface Scope {
  readonly kind: "module" | "function" | "block" | "enum";
  readonly node: Node;
  readonly parent: Scope | undefined;
  readonly bindings: Map<string, Binding>;
  /** Where a `var` lands: the nearest function, class field, static block, namespace or the module. */
  readonly owner: Scope;
}

export type Access = "read" | "write" | "update";

/**
 * One use of a name, or of something that is no binding but is captured like one: `this`, `super`, `new.target`,
 * `import.meta`, `import()`, `jsx` (the factory behind an element), and `.name` (a read of any `name` property).
 */
export interface Reference {
  readonly node: Node;
  readonly name: string;
  readonly access: Access;
  readonly scope: Scope;
  /** Undefined for globals and for `this` and its like. */
  readonly binding: Binding | undefined;
  /** For what is no binding: the function, field, static block or module that gives it. */
  readonly receiver: Node | undefined;
}

/** All names of a module. */
export interface Names {
  readonly module: Scope;
  /** In source order. */
  readonly references: readonly Reference[];
  readonly byNode: ReadonlyMap<Node, Reference>;
  /** The identifiers that declare a binding. */
  readonly declared: ReadonlyMap<Node, Binding>;
  readonly parents: ReadonlyMap<Node, Node>;
  readonly scopeOf: ReadonlyMap<Node, Scope>;
}

export function createScope(
  kind: Scope["kind"],
  node: Node,
  parent: Scope | undefined,
  owner = false,
): Scope {
  const scope = { kind, node, parent, bindings: new Map<string, Binding>() };
  const own = owner || parent === undefined || kind === "function";
  return Object.assign(scope, { owner: scope as Scope, ...(own ? {} : { owner: parent.owner }) });
}

export function lookup(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const binding = at.bindings.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** True where no code can give the binding another value. */
export function isConstant(binding: Binding): boolean {
  if (binding.kind === "import") return false;
  return binding.references.every((reference) => reference.access === "read");
}

/** The identifiers that a pattern binds, in order. */
export function* boundIdentifiers(pattern: Node): Generator<t.Identifier> {
  switch (pattern.type) {
    case "Identifier":
      if (pattern.name !== "this") yield pattern;
      break;
    case "ObjectPattern":
      for (const property of pattern.properties) {
        if (property.type === "RestElement") yield* boundIdentifiers(property.argument);
        else if (isTargetProperty(property)) yield* boundIdentifiers(property.value);
      }
      break;
    case "ArrayPattern":
      for (const element of pattern.elements) if (element) yield* boundIdentifiers(element);
      break;
    case "AssignmentPattern":
      yield* boundIdentifiers(pattern.left);
      break;
    case "RestElement":
      yield* boundIdentifiers(pattern.argument);
      break;
    case "TSParameterProperty":
      yield* boundIdentifiers(pattern.parameter);
      break;
    default:
  }
}

/** Not so for the method in `({ m() {} } = x)`, an error that the parser goes on after and compilers report. */
export const isTargetProperty = (property: t.ObjectProperty): boolean =>
  (property as Node).type === "ObjectProperty";
