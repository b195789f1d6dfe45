import type * as t from "@babel/types";
import { forEachChild, isFunction, startOf, unwrap, type Node } from "../parse/nodes.ts";
import { Declarations } from "./declarations.ts";
import { visitClass, visitField, visitFunction, visitStaticBlock } from "./names/functions.ts";
import { isNamed, visitTarget, visitVariables } from "./names/patterns.ts";
import {
  visitBlock,
  visitCatch,
  visitEnum,
  visitExport,
  visitFor,
  visitForEach,
  visitNamespace,
} from "./names/statements.ts";
import { isCallee } from "./paths.ts";
import { type Access, createScope, lookup, type Names, type Reference, type Scope } from "./scopes.ts";

interface Use {
  readonly node: Node;
  readonly name: string;
  readonly access: Access;
  readonly scope: Scope;
  readonly receiver: Node | undefined;
}

/** Finds every scope, binding and reference of a module, by the rules of ECMAScript and TypeScript. */
export function resolveNames(program: t.Program): Names {
  const collector = new Collector(program);
  collector.visitProgram(program);
  return collector.resolve();
}

/** Goes through a module once: what is declared where, and what is used. */
export class Collector {
  readonly module: Scope;
  private readonly uses: Use[] = [];
  readonly parents = new Map<Node, Node>();
  readonly declarations = new Declarations();
  /** What `this`, `arguments` and `super` mean here. */
  private receiver: Node;

  constructor(program: t.Program) {
    this.module = createScope("module", program, undefined);
    this.declarations.scopes.set(program, this.module);
    this.receiver = program;
  }

  resolve(): Names {
    const byNode = new Map<Node, Reference>();
    const references = this.uses.map((use) => {
      const binding = use.receiver === undefined ? lookup(use.scope, use.name) : undefined;
      const reference: Reference = { ...use, binding };
      binding?.references.push(reference);
      byNode.set(use.node, reference);
      return reference;
    });
    references.sort((a, b) => startOf(a.node) - startOf(b.node));
    const { module, parents } = this;
    const { declared, scopes } = this.declarations;
    return { module, references, byNode, declared, parents, scopeOf: scopes };
  }

  visitProgram(program: t.Program): void {
    this.declarations.hoistVars(program, this.module);
    this.visitChildren(program, this.module);
  }

  visitChildren(node: Node, scope: Scope): void {
    this.declarations.hoist(node, scope);
    forEachChild(node, (child) => {
      this.visit(child, node, scope);
    });
  }

  use(node: Node, name: string, access: Access, scope: Scope, receiver?: Node): void {
    this.uses.push({ node, name, access, scope, receiver });
  }

  visit(node: Node, parent: Node, scope: Scope): void {
    this.parents.set(node, parent);
    switch (node.type) {
      case "Identifier":
        if (node.name === "arguments") this.use(node, node.name, "read", scope, this.receiver);
        else if (!this.declarations.declared.has(node)) this.use(node, node.name, "read", scope);
        return;
      case "JSXIdentifier":
        if (isComponentName(node, parent)) this.use(node, node.name, "read", scope);
        return;
      case "ThisExpression":
        this.use(node, "this", "read", scope, this.receiver);
        return;
      case "Super":
        this.use(node, "super", "read", scope, this.receiver);
        return;
      case "MetaProperty":
        if (node.meta.name === "new") this.use(node, "new.target", "read", scope, this.receiver);
        else this.use(node, "import.meta", "read", scope, this.module.node);
        return;
      case "ImportExpression":
        this.use(node, "import()", "read", scope, this.module.node);
        forEachChild(node, (child) => this.visit(child, node, scope));
        return;
      case "WithStatement":
        this.use(node, "with", "read", scope, this.module.node);
        forEachChild(node, (child) => this.visit(child, node, scope));
        return;
      case "JSXElement":
      case "JSXFragment":
        this.use(node, "jsx", "read", scope, this.module.node);
        forEachChild(node, (child) => this.visit(child, node, scope));
        return;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
      case "ObjectMethod":
      case "ClassMethod":
      case "ClassPrivateMethod":
        visitFunction(this, node, scope);
        return;
      case "ClassDeclaration":
      case "ClassExpression":
        visitClass(this, node, scope);
        return;
      case "ClassProperty":
      case "ClassPrivateProperty":
      case "ClassAccessorProperty":
        visitField(this, node, scope);
        return;
      case "StaticBlock":
        visitStaticBlock(this, node, scope);
        return;
      case "MemberExpression":
      case "OptionalMemberExpression":
        this.visit(node.object, node, scope);
        if (node.computed) this.visit(node.property, node, scope);
        if (isNamed(node.property, "name", node.computed)) this.useName(node.property, scope);
        if (isNamed(node.property, "constructor", node.computed) && makesCode(node, parent)) {
          this.use(node.property, "constructor()", "read", scope, this.module.node);
        }
        return;
      case "JSXMemberExpression":
        this.visit(node.object, node, scope);
        return;
      case "ObjectProperty":
        if (node.computed) this.visit(node.key, node, scope);
        this.visit(node.value, node, scope);
        return;
      case "AssignmentExpression":
        visitTarget(this, node.left, node, scope, node.operator === "=" ? "write" : "update");
        this.visit(node.right, node, scope);
        return;
      case "UpdateExpression":
        visitTarget(this, node.argument, node, scope, "update");
        return;
      case "VariableDeclaration":
        visitVariables(this, node, scope);
        return;
      case "ForInStatement":
      case "ForOfStatement":
        visitForEach(this, node, scope);
        return;
      case "ForStatement":
        visitFor(this, node, scope);
        return;
      case "CatchClause":
        visitCatch(this, node, scope);
        return;
      case "BlockStatement":
      case "SwitchStatement":
        visitBlock(this, node, scope);
        return;
      case "TSModuleDeclaration":
        visitNamespace(this, node, scope);
        return;
      case "TSEnumDeclaration":
        visitEnum(this, node, scope);
        return;
      case "ImportDeclaration":
      case "TSImportEqualsDeclaration":
      case "ExportAllDeclaration":
        return;
      case "ExportNamedDeclaration":
        visitExport(this, node, scope);
        return;
      case "LabeledStatement":
        this.visit(node.body, node, scope);
        return;
      case "BreakStatement":
      case "ContinueStatement":
        return;
      default:
        forEachChild(node, (child) => {
          this.visit(child, node, scope);
        });
    }
  }

  withReceiver(node: Node, visit: () => void): void {
    const outer = this.receiver;
    this.receiver = node;
    visit();
    this.receiver = outer;
  }

  useName(node: Node, scope: Scope): void {
    this.use(node, ".name", "read", scope, this.module.node);
  }
}

/**
 * `f.constructor("code")`, `(async () => {}).constructor`, `Object.getPrototypeOf(function* () {}).constructor`: what
 * gives or calls the constructor of functions. `new this.constructor()` makes another of one's own kind.
 */
function makesCode(member: t.MemberExpression | t.OptionalMemberExpression, parent: Node): boolean {
  let of: Node = unwrap(member.object);
  if (of.type === "CallExpression" && of.arguments.length === 1) of = unwrap(of.arguments[0] ?? of);
  return isFunction(of) || isCallee(member, parent);
}

/** `<Foo>`, `<foo.Bar>`: a name in scope; `<div>` and attribute names are not. */
function isComponentName(node: t.JSXIdentifier, parent: Node): boolean {
  if (parent.type === "JSXMemberExpression") return parent.object === node;
  const isTag = parent.type === "JSXOpeningElement" || parent.type === "JSXClosingElement";
  return isTag && !/^[a-z]|-/.test(node.name);
}
