import type * as t from "@babel/types";
import { forEachChild, isErased, type Node } from "../parse/nodes.ts";
import {
  type Binding,
  type BindingKind,
  boundIdentifiers,
  createScope,
  type Imported,
  type Reference,
  type Scope,
} from "./scopes.ts";

/** What a module declares: scopes, and the bindings in them, as far as they are hoisted. */
export class Declarations {
  readonly declared = new Map<Node, Binding>();
  readonly scopes = new Map<Node, Scope>();

  open(kind: Scope["kind"], node: Node, parent: Scope, owner = false): Scope {
    const scope = createScope(kind, node, parent, owner);
    this.scopes.set(node, scope);
    return scope;
  }

  bind(scope: Scope, id: t.Identifier, kind: BindingKind, declaration: Node, imported?: Imported): void {
    let binding = scope.bindings.get(id.name) ?? parameterOf(scope, id.name);
    if (binding === undefined) {
      const references: Reference[] = [];
      const { name } = id;
      binding = { name, kind, scope, declaration, imported, references, exported: false, redeclared: false };
      scope.bindings.set(id.name, binding);
    } else if (binding.kind === "parameter" && kind !== "parameter") {
      binding.redeclared = true;
    }
    this.declared.set(id, binding);
  }

  /** Declares what the statements of a block, module or function body bring into its scope. */
  hoist(node: Node, scope: Scope): void {
    const body = "body" in node && Array.isArray(node.body) ? node.body : [];
    for (const statement of body as Node[]) this.hoistStatement(statement, scope);
  }

  hoistStatement(statement: Node, scope: Scope): void {
    if (isErased(statement)) return;
    switch (statement.type) {
      case "ExportNamedDeclaration":
      case "ExportDefaultDeclaration":
        if (statement.declaration) this.hoistStatement(statement.declaration, scope);
        return;
      case "FunctionDeclaration":
        if (statement.id) this.bind(scope, statement.id, "function", statement);
        return;
      case "ClassDeclaration":
        if (statement.id) this.bind(scope, statement.id, "class", statement);
        return;
      case "TSEnumDeclaration":
        this.bind(scope, statement.id, "enum", statement);
        return;
      case "TSModuleDeclaration":
        this.hoistNamespace(statement, scope);
        return;
      case "ImportDeclaration":
        this.hoistImport(statement, scope);
        return;
      case "TSImportEqualsDeclaration":
        this.hoistImportEquals(statement, scope);
        return;
      case "VariableDeclaration":
        if (statement.kind !== "var") this.declareVariables(statement, scope);
        return;
      default:
    }
  }

  private hoistNamespace(node: t.TSModuleDeclaration, scope: Scope): void {
    let id: Node = node.id;
    while (id.type === "TSQualifiedName") id = id.left;
    if (id.type === "Identifier") this.bind(scope, id, "namespace", node);
  }

  private hoistImport(node: t.ImportDeclaration, scope: Scope): void {
    for (const specifier of node.specifiers) {
      if (specifier.type === "ImportSpecifier" && specifier.importKind === "type") continue;
      const name =
        specifier.type === "ImportNamespaceSpecifier"
          ? "*"
          : specifier.type === "ImportDefaultSpecifier"
            ? "default"
            : textOf(specifier.imported);
      this.bind(scope, specifier.local, "import", specifier, { specifier: node.source.value, name });
    }
  }

  private hoistImportEquals(node: t.TSImportEqualsDeclaration, scope: Scope): void {
    if (node.importKind === "type") return;
    const from = node.moduleReference;
    const imported =
      from.type === "TSExternalModuleReference" ? { specifier: from.expression.value, name: "=" } : undefined;
    this.bind(scope, node.id, imported ? "import" : "const", node, imported);
  }

  declareVariables(node: t.VariableDeclaration, scope: Scope): void {
    const kind = node.kind === "var" || node.kind === "let" ? node.kind : "const";
    for (const declarator of node.declarations) {
      for (const id of boundIdentifiers(declarator.id)) this.bind(scope, id, kind, declarator);
    }
  }

  /** `var` declarations anywhere below a function body, but not in functions inside it. */
  hoistVars(node: Node, scope: Scope): void {
    forEachChild(node, (child) => {
      if (child.type === "VariableDeclaration" && child.kind === "var") this.declareVariables(child, scope);
      if (isFunctionLike(child)) return;
      this.hoistVars(child, scope);
    });
  }
}

/** A `var` of a function's body that has the name of a parameter is that parameter, declared again. */
function parameterOf({ node, parent }: Scope, name: string): Binding | undefined {
  if (parent === undefined || !("body" in parent.node) || parent.node.body !== node) return undefined;
  const binding = parent.bindings.get(name);
  return binding?.kind === "parameter" ? binding : undefined;
}

/** The text of an export name, which may be a string. */
export function textOf(node: t.Identifier | t.StringLiteral): string {
  return node.type === "StringLiteral" ? node.value : node.name;
}

/** Nodes below which a `var` belongs to another scope. */
function isFunctionLike(node: Node): boolean {
  return (
    /Function|Method/.test(node.type) ||
    node.type === "StaticBlock" ||
    node.type === "TSModuleDeclaration" ||
    /^Class.*Property$/.test(node.type)
  );
}
