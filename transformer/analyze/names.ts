import type * as t from "@babel/types";
import {
  forEachChild,
  isErased,
  isFunction,
  isTypeWrapper,
  startOf,
  unwrap,
  type Node,
} from "../parse/nodes.ts";
import { Declarations, textOf } from "./declarations.ts";
import { isCallee } from "./paths.ts";
import {
  type Access,
  boundIdentifiers,
  createScope,
  lookup,
  type Names,
  type Reference,
  type Scope,
} from "./scopes.ts";

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

class Collector {
  readonly module: Scope;
  private readonly uses: Use[] = [];
  private readonly parents = new Map<Node, Node>();
  private readonly declarations = new Declarations();
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

  private visitChildren(node: Node, scope: Scope): void {
    this.declarations.hoist(node, scope);
    forEachChild(node, (child) => {
      this.visit(child, node, scope);
    });
  }

  private use(node: Node, name: string, access: Access, scope: Scope, receiver?: Node): void {
    this.uses.push({ node, name, access, scope, receiver });
  }

  private visit(node: Node, parent: Node, scope: Scope): void {
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
        this.visitFunction(node, scope);
        return;
      case "ClassDeclaration":
      case "ClassExpression":
        this.visitClass(node, scope);
        return;
      case "ClassProperty":
      case "ClassPrivateProperty":
      case "ClassAccessorProperty":
        this.visitField(node, scope);
        return;
      case "StaticBlock":
        this.visitStaticBlock(node, scope);
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
        this.visitTarget(node.left, node, scope, node.operator === "=" ? "write" : "update");
        this.visit(node.right, node, scope);
        return;
      case "UpdateExpression":
        this.visitTarget(node.argument, node, scope, "update");
        return;
      case "VariableDeclaration":
        this.visitVariables(node, scope);
        return;
      case "ForInStatement":
      case "ForOfStatement":
        this.visitForEach(node, scope);
        return;
      case "ForStatement":
        this.visitFor(node, scope);
        return;
      case "CatchClause":
        this.visitCatch(node, scope);
        return;
      case "BlockStatement":
      case "SwitchStatement":
        this.visitBlock(node, scope);
        return;
      case "TSModuleDeclaration":
        this.visitNamespace(node, scope);
        return;
      case "TSEnumDeclaration":
        this.visitEnum(node, scope);
        return;
      case "ImportDeclaration":
      case "TSImportEqualsDeclaration":
      case "ExportAllDeclaration":
        return;
      case "ExportNamedDeclaration":
        this.visitExport(node, scope);
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

  private withReceiver(node: Node, visit: () => void): void {
    const outer = this.receiver;
    this.receiver = node;
    visit();
    this.receiver = outer;
  }

  private useName(node: Node, scope: Scope): void {
    this.use(node, ".name", "read", scope, this.module.node);
  }

  private visitFunction(node: t.Function, outer: Scope): void {
    if ("key" in node && node.computed) this.visit(node.key, node, outer);
    if ("decorators" in node) for (const d of node.decorators ?? []) this.visit(d, node, outer);
    let parent = outer;
    if (node.type === "FunctionExpression" && node.id) {
      parent = createScope("block", node, outer);
      this.declarations.bind(parent, node.id, "self", node);
    }
    const scope = this.declarations.open("function", node, parent);
    const inside = (): void => {
      for (const parameter of node.params) {
        for (const id of boundIdentifiers(parameter))
          this.declarations.bind(scope, id, "parameter", parameter);
      }
      for (const parameter of node.params) this.visitPattern(parameter, node, scope);
      this.parents.set(node.body, node);
      if (node.body.type !== "BlockStatement") {
        this.visit(node.body, node, scope);
        return;
      }
      // Parameters with expressions cannot see what the body declares (ECMAScript, FunctionDeclarationInstantiation).
      const isSimple = node.params.every(({ type }) => type === "Identifier");
      const body = isSimple ? scope : this.declarations.open("block", node.body, scope);
      this.declarations.scopes.set(node.body, body);
      this.declarations.hoistVars(node.body, body);
      this.visitChildren(node.body, body);
    };
    if (node.type === "ArrowFunctionExpression") inside();
    else this.withReceiver(node, inside);
  }

  private visitClass(node: t.Class, outer: Scope): void {
    for (const decorator of node.decorators ?? []) this.visit(decorator, node, outer);
    const scope = this.declarations.open("block", node, outer);
    if (node.type === "ClassExpression" && node.id) this.declarations.bind(scope, node.id, "self", node);
    if (node.superClass) this.visit(node.superClass, node, scope);
    this.parents.set(node.body, node);
    for (const member of node.body.body) if (!isErased(member)) this.visit(member, node.body, scope);
  }

  private visitStaticBlock(node: t.StaticBlock, outer: Scope): void {
    const scope = this.declarations.open("function", node, outer);
    this.declarations.hoistVars(node, scope);
    this.withReceiver(node, () => {
      this.visitChildren(node, scope);
    });
  }

  private visitField(
    node: t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty,
    scope: Scope,
  ): void {
    for (const decorator of node.decorators ?? []) this.visit(decorator, node, scope);
    if (node.type !== "ClassPrivateProperty" && node.computed) this.visit(node.key, node, scope);
    const { value } = node;
    if (!value) return;
    const field = this.declarations.open("function", node, scope);
    this.withReceiver(node, () => {
      this.visit(value, node, field);
    });
  }

  private visitVariables(node: t.VariableDeclaration, scope: Scope): void {
    for (const declarator of node.declarations) {
      this.parents.set(declarator, node);
      this.visitPattern(declarator.id, declarator, scope);
      if (declarator.init) this.visit(declarator.init, declarator, scope);
      if (node.kind === "var" && declarator.init) this.noteVarWrites(declarator.id, scope);
    }
  }

  /** `var x = 1` is an assignment that can run again, or for the first time after `x` was read. */
  private noteVarWrites(pattern: Node, scope: Scope): void {
    for (const id of boundIdentifiers(pattern)) this.use(id, id.name, "write", scope);
  }

  /** The expressions inside a pattern that declares names: defaults and computed keys. */
  private visitPattern(node: Node, parent: Node, scope: Scope): void {
    this.parents.set(node, parent);
    switch (node.type) {
      case "AssignmentPattern":
        this.visitPattern(node.left, node, scope);
        this.visit(node.right, node, scope);
        return;
      case "ObjectPattern":
        for (const property of node.properties) {
          this.parents.set(property, node);
          if (property.type === "RestElement") this.visitPattern(property.argument, property, scope);
          else {
            if (property.computed) this.visit(property.key, property, scope);
            if (isNamed(property.key, "name", property.computed)) this.useName(property.key, scope);
            this.visitPattern(property.value, property, scope);
          }
        }
        return;
      case "ArrayPattern":
        for (const element of node.elements) if (element) this.visitPattern(element, node, scope);
        return;
      case "RestElement":
        this.visitPattern(node.argument, node, scope);
        return;
      case "TSParameterProperty":
        for (const decorator of node.decorators ?? []) this.visit(decorator, node, scope);
        this.visitPattern(node.parameter, node, scope);
        return;
      default:
        if ("decorators" in node) {
          for (const decorator of node.decorators ?? []) this.visit(decorator, node, scope);
        }
    }
  }

  /** The left side of an assignment: names are written, member expressions are read up to their object. */
  private visitTarget(node: Node, parent: Node, scope: Scope, access: Access): void {
    this.parents.set(node, parent);
    if (isTypeWrapper(node)) {
      this.visitTarget(node.expression, node, scope, access);
      return;
    }
    switch (node.type) {
      case "Identifier":
        this.use(node, node.name, access, scope);
        return;
      case "AssignmentPattern":
        this.visitTarget(node.left, node, scope, access);
        this.visit(node.right, node, scope);
        return;
      case "ObjectPattern":
        for (const property of node.properties) {
          this.parents.set(property, node);
          if (property.type === "RestElement") {
            this.visitTarget(property.argument, property, scope, access);
          } else {
            if (property.computed) this.visit(property.key, property, scope);
            this.visitTarget(property.value, property, scope, access);
          }
        }
        return;
      case "ArrayPattern":
        for (const element of node.elements) if (element) this.visitTarget(element, node, scope, access);
        return;
      case "RestElement":
        this.visitTarget(node.argument, node, scope, access);
        return;
      default:
        this.visit(node, parent, scope);
    }
  }

  private visitForEach(node: t.ForInStatement | t.ForOfStatement, outer: Scope): void {
    const scope = this.declarations.open("block", node, outer);
    this.parents.set(node.left, node);
    if (node.left.type === "VariableDeclaration") {
      if (node.left.kind !== "var") this.declarations.declareVariables(node.left, scope);
      this.visitVariables(node.left, scope);
      if (node.left.kind === "var") {
        for (const declarator of node.left.declarations) this.noteVarWrites(declarator.id, scope);
      }
    } else {
      this.visitTarget(node.left, node, scope, "write");
    }
    this.visit(node.right, node, scope);
    this.visit(node.body, node, scope);
  }

  private visitFor(node: t.ForStatement, outer: Scope): void {
    const scope = this.declarations.open("block", node, outer);
    if (node.init?.type === "VariableDeclaration" && node.init.kind !== "var") {
      this.declarations.declareVariables(node.init, scope);
    }
    for (const part of [node.init, node.test, node.update, node.body]) {
      if (part) this.visit(part, node, scope);
    }
  }

  private visitCatch(node: t.CatchClause, outer: Scope): void {
    const scope = this.declarations.open("block", node, outer);
    if (node.param) {
      for (const id of boundIdentifiers(node.param)) this.declarations.bind(scope, id, "catch", node);
      this.visitPattern(node.param, node, scope);
    }
    this.visit(node.body, node, scope);
  }

  private visitBlock(node: t.BlockStatement | t.SwitchStatement, outer: Scope): void {
    const scope = this.declarations.open("block", node, outer);
    if (node.type === "BlockStatement") {
      this.visitChildren(node, scope);
      return;
    }
    this.visit(node.discriminant, node, outer);
    for (const { consequent } of node.cases) {
      for (const statement of consequent) this.declarations.hoistStatement(statement, scope);
    }
    for (const branch of node.cases) this.visit(branch, node, scope);
  }

  private visitNamespace(node: t.TSModuleDeclaration, outer: Scope): void {
    const scope = this.declarations.open("function", node, outer);
    this.parents.set(node.body, node);
    this.declarations.hoistVars(node.body, scope);
    this.withReceiver(node, () => {
      this.visitChildren(node.body, scope);
    });
  }

  private visitEnum(node: t.TSEnumDeclaration, outer: Scope): void {
    const scope = this.declarations.open("enum", node, outer);
    const { members } = node.body;
    for (const member of members) {
      if (member.id.type === "Identifier") this.declarations.bind(scope, member.id, "const", member);
    }
    for (const member of members) {
      this.parents.set(member, node);
      if (member.initializer) this.visit(member.initializer, member, scope);
    }
  }

  private visitExport(node: t.ExportNamedDeclaration, scope: Scope): void {
    if (node.declaration) {
      if (!isErased(node.declaration)) this.visit(node.declaration, node, scope);
      for (const id of declaredBy(node.declaration)) {
        const binding = this.declarations.declared.get(id);
        if (binding) binding.exported = true;
      }
      return;
    }
    if (node.source) return;
    for (const specifier of node.specifiers) {
      if (specifier.type !== "ExportSpecifier" || specifier.exportKind === "type") continue;
      const binding = lookup(scope, textOf(specifier.local));
      if (binding) binding.exported = true;
    }
  }
}

function declaredBy(node: Node): t.Identifier[] {
  if (node.type === "VariableDeclaration")
    return node.declarations.flatMap((d) => [...boundIdentifiers(d.id)]);
  return "id" in node && node.id && (node.id as Node).type === "Identifier" ? [node.id as t.Identifier] : [];
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

/** `.name`, `["name"]`, `{ name }` */
const isNamed = (node: Node, name: string, computed: boolean): boolean =>
  node.type === "StringLiteral"
    ? node.value === name
    : node.type === "Identifier" && !computed && node.name === name;

/** `<Foo>`, `<foo.Bar>`: a name in scope; `<div>` and attribute names are not. */
function isComponentName(node: t.JSXIdentifier, parent: Node): boolean {
  if (parent.type === "JSXMemberExpression") return parent.object === node;
  const isTag = parent.type === "JSXOpeningElement" || parent.type === "JSXClosingElement";
  return isTag && !/^[a-z]|-/.test(node.name);
}
