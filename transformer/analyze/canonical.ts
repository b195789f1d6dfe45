import { hash } from "node:crypto";
import type * as t from "@babel/types";
import { FORMAT } from "../../runtime/format.ts";
import { isErased, isNode, keyText, isTypeWrapper, typeOnlyKeys, type Node } from "../parse/nodes.ts";
import type { EmitOptions } from "../rewrite/types.ts";
import type { Capture } from "./capture/capture.ts";
import { memberPath } from "./paths.ts";
import { isLocal, type Region } from "./region.ts";
import { type Binding, boundIdentifiers, type Names } from "./scopes.ts";

/** What canonical code needs to know beside the tree. */
export interface CanonicalFacts {
  readonly names: Names;
  readonly emit: EmitOptions;
  /** Path of the module relative to the tsconfig: what `import.meta.url` counts as. */
  readonly file: string;
  /** What a unit inside the region adds: the options that change its key. Also marks `using` lines of units. */
  readonly unitSalt: ReadonlyMap<Node, string>;
  /** The value of `@jsx` pragmas in the module. */
  readonly jsxPragma: string;
}

/**
 * The digest of a region's canonical code: 132 bits of SHA-256 as 22 characters of base64url.
 *
 * Canonical code is the syntax tree without comments, layout, types and positions. Literals count by value,
 * local names by index, free names by the order of their first use, globals by name.
 */
export function codeDigest(region: Region, captures: readonly Capture[], facts: CanonicalFacts): string {
  const writer = new Writer(region, facts);
  for (const node of region.nodes) if (!isErased(node)) writer.write(node, false);
  writer.writeLayout(captures);
  return digestOf(writer.text());
}

export const digestOf = (text: string): string =>
  hash("sha256", `${String(FORMAT)}\n${text}`, "base64url").slice(0, 22);

/** Flags and positions that have no meaning at run time. */
const meaningless = new Set([
  ...["type", "loc", "start", "end", "range", "extra", "errors"],
  ...["declare", "definite", "abstract", "override", "readonly", "accessibility"],
  ...["exportKind", "importKind", "phase", "assertions", "shorthand"],
]);

/** Where `optional` is an operator and not the mark of an optional parameter. */
const optionalChains = new Set(["OptionalMemberExpression", "OptionalCallExpression"]);

class Writer {
  private readonly parts: string[] = [];
  private readonly locals = new Map<Binding, number>();
  private readonly free = new Map<Binding, number>();
  private readonly region: Region;
  private readonly facts: CanonicalFacts;

  constructor(region: Region, facts: CanonicalFacts) {
    this.region = region;
    this.facts = facts;
  }

  text(): string {
    return this.parts.join("");
  }

  /** Which captures there are, and how each is read, in terms of the free names' numbers. */
  writeLayout(captures: readonly Capture[]): void {
    this.parts.push("\n");
    for (const { slot, root, keys } of captures) {
      // Local names are no part of canonical code.
      if (slot.startsWith(":")) continue;
      const mark = /^[~^!?&@]/.exec(slot)?.[0] ?? "";
      const name = typeof root === "string" ? root : `F${String(this.free.get(root) ?? "-")}`;
      this.parts.push(JSON.stringify([mark, name, ...keys]));
    }
  }

  write(node: Node, typed: boolean): void {
    if (isTypeWrapper(node)) {
      this.write(node.expression, typed);
      return;
    }
    const salt = this.facts.unitSalt.get(node);
    if (salt !== undefined) this.parts.push("U", JSON.stringify(salt));
    switch (node.type) {
      case "Identifier":
      case "JSXIdentifier":
        this.writeName(node);
        if (typed && "typeAnnotation" in node && node.typeAnnotation) this.write(node.typeAnnotation, true);
        return;
      case "NumericLiteral":
        this.parts.push("n", String(node.value), ";");
        return;
      case "BigIntLiteral":
        this.parts.push("i", String(node.value), ";");
        return;
      case "StringLiteral":
        this.parts.push(JSON.stringify(node.value));
        return;
      case "TemplateElement":
        this.writeQuasi(node);
        return;
      case "TSEnumMember":
        this.parts.push("(member", JSON.stringify(keyText(node.id) ?? ""));
        if (node.initializer) this.write(node.initializer, typed);
        this.parts.push(")");
        return;
      case "TSParameterProperty":
        // The parameter is local, the property that it makes is not.
        for (const { name } of boundIdentifiers(node)) this.parts.push("property", JSON.stringify(name));
        break;
      case "JSXText":
        this.parts.push("x", JSON.stringify(jsxText(node.value)));
        return;
      case "VariableDeclaration":
        if (salt !== undefined) return;
        break;
      case "MetaProperty":
        this.writeMeta(node);
        return;
      default:
    }
    this.writeTree(node, typed);
  }

  private writeTree(node: Node, typed: boolean): void {
    this.parts.push("(", node.type);
    this.writeOptions(node);
    const withTypes = typed || this.emitsTypes(node);
    for (const key of Object.keys(node).sort()) {
      if (meaningless.has(key)) continue;
      if (typeOnlyKeys.has(key) && !withTypes) continue;
      if (key === "optional" && !optionalChains.has(node.type)) continue;
      this.writeProperty(node, key, withTypes);
    }
    this.parts.push(")");
  }

  private writeProperty(node: Node, key: string, typed: boolean): void {
    const value: unknown = node[key as keyof Node];
    if (value === null || value === undefined || value === false) return;
    // On an arrow function a flag that says what its body is; everywhere else the expression itself.
    if (key === "expression" && value === true) return;
    if (key === "key" && isPlainKey(node)) {
      this.parts.push(" key=", plainKey(node, value as Node));
      return;
    }
    if (Array.isArray(value)) {
      this.writeList(key, value, typed);
      return;
    }
    if (isNode(value)) {
      if (isErased(value) && !typed) return;
      this.parts.push(" ", key, "=");
      this.write(value, typed);
    } else if (typeof value !== "object") {
      this.parts.push(" ", key, "=", JSON.stringify(value));
    } else if (node.type === "TemplateElement" || node.type === "RegExpLiteral") {
      this.parts.push(" ", key, "=", JSON.stringify(value));
    }
  }

  private writeList(key: string, items: readonly unknown[], typed: boolean): void {
    const kept = items.filter(
      (item) =>
        !isNode(item) ||
        typed ||
        !(isErased(item) || isEmpty(item) || (key === "params" && isThisType(item))),
    );
    if (kept.length === 0) return;
    this.parts.push(" ", key, "=[");
    for (const item of kept) {
      if (isNode(item)) this.write(item, typed);
      else this.parts.push(item === null ? "~" : JSON.stringify(item));
      this.parts.push(",");
    }
    this.parts.push("]");
  }

  private writeName(node: t.Identifier | t.JSXIdentifier): void {
    const { names } = this.facts;
    const binding = names.declared.get(node) ?? names.byNode.get(node)?.binding;
    if (binding !== undefined) {
      if (binding === this.region.self) this.parts.push("S;");
      // A member of an enum, named alone by another: the member's name counts anyway.
      else if (binding.scope.kind === "enum") this.parts.push("E", JSON.stringify(binding.name));
      else if (isLocal(binding, this.region)) this.parts.push("L", number(this.locals, binding), ";");
      else this.parts.push("F", number(this.free, binding), ";");
      return;
    }
    const reference = names.byNode.get(node);
    const isGlobal = reference !== undefined && !/^(?:\.name|constructor\(\))$/.test(reference.name);
    this.parts.push(isGlobal ? "G" : "N", node.name, ";");
    if (isGlobal && (node.name === "__filename" || node.name === "__dirname")) this.writeFile();
  }

  private writeFile(): void {
    this.parts.push("@", JSON.stringify(this.facts.file));
  }

  private writeMeta(node: t.MetaProperty): void {
    const { keys } = memberPath(node, this.facts.names.parents);
    this.parts.push("M", node.meta.name, ".", node.property.name, ";");
    if (/^(?:url|dirname|filename)$/.test(keys[0] ?? "")) this.writeFile();
  }

  /** Only a tag function can see how a template was spelt. */
  private writeQuasi(node: t.TemplateElement): void {
    const { cooked, raw } = node.value;
    const template = this.facts.names.parents.get(node);
    const tagged = template && this.facts.names.parents.get(template)?.type === "TaggedTemplateExpression";
    this.parts.push("q", JSON.stringify(cooked ?? null), tagged === true ? JSON.stringify(raw) : "");
  }

  /** The compiler options that change what this node does. */
  private writeOptions(node: Node): void {
    const { emit, jsxPragma } = this.facts;
    const options: unknown[] = [];
    if (node.type === "ClassBody" && node.body.some((member) => member.type === "ClassProperty")) {
      options.push("define", emit.useDefineForClassFields ?? null);
    }
    if ("decorators" in node && node.decorators?.length) {
      options.push("decorators", emit.experimentalDecorators ?? false, emit.emitDecoratorMetadata ?? false);
    }
    if (node.type === "JSXElement" || node.type === "JSXFragment") {
      const { jsx, jsxFactory, jsxFragmentFactory, jsxImportSource } = emit;
      options.push("jsx", jsx, jsxFactory, jsxFragmentFactory, jsxImportSource, jsxPragma);
    }
    if (options.length > 0) this.parts.push(JSON.stringify(options));
  }

  /** With `emitDecoratorMetadata`, the types of a decorated member are values. */
  private emitsTypes(node: Node): boolean {
    if (this.facts.emit.emitDecoratorMetadata !== true) return false;
    if ("decorators" in node && node.decorators?.length) return true;
    return (
      isMethod(node) && node.params.some((parameter) => "decorators" in parameter && parameter.decorators)
    );
  }
}

const isMethod = (node: Node): node is t.ClassMethod => node.type === "ClassMethod";

function number(numbers: Map<Binding, number>, binding: Binding): string {
  let index = numbers.get(binding);
  if (index === undefined) numbers.set(binding, (index = numbers.size));
  return String(index);
}

/** `function f(this: T)` only types what `this` is. */
const isThisType = (node: Node): boolean => node.type === "Identifier" && node.name === "this";

const isEmpty = (node: Node): boolean =>
  node.type === "EmptyStatement" ||
  (node.type === "JSXText" && jsxText(node.value) === "") ||
  (node.type === "JSXExpressionContainer" && node.expression.type === "JSXEmptyExpression");

/** Keys that may be spelt as a name, a string or a number. */
function isPlainKey(node: Node): boolean {
  return "key" in node && !("computed" in node && node.computed) && node.key.type !== "PrivateName";
}

/** `{ __proto__: x }` sets the prototype, `{ __proto__ }` defines a member. */
function plainKey(node: Node, key: Node): string {
  const name = keyText(key) ?? "";
  const defines = name === "__proto__" && "shorthand" in node && node.shorthand;
  return JSON.stringify(name) + (defines ? "!" : "");
}

/** White space in JSX text, by the rule that TypeScript and Babel share: lines are trimmed and joined. */
function jsxText(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  return lines
    .map((line, index) => {
      let kept = line.replaceAll("\t", " ");
      if (index > 0) kept = kept.replace(/^ +/, "");
      if (index < lines.length - 1) kept = kept.replace(/ +$/, "");
      return kept;
    })
    .filter((line) => line !== "")
    .join(" ");
}
