import type * as t from "@babel/types";
import { constructorOf, leadingSuper, unrestorable } from "../analyze/restorable.ts";
import { bodyStart, type ClassNode, endOf, keyText } from "../parse/nodes.ts";
import type { ModuleContext } from "./context.ts";

/**
 * The last arguments of a class's `$class(…)`: a reader of its private members, a writer or why there is none, and their
 * names. With a writer, the constructor stops where it would begin if the runtime brings an instance
 * back:
 *
 *     class C extends B { #n = 0; constructor(x) { super(x); go(); } }
 *
 *     class C extends B { static { $class(…, (o) => #n in o ? [o.#n] : undefined, (o, v) => { o.#n = v[0]; }, ["#n"]); }
 *       #n = 0; constructor(x) { super(x); if (new.target === $restored) return; go(); } }
 */
export function definePrivates(node: ClassNode, context: ModuleContext): string {
  const isInstances = node.body.body.some((member) => isPrivate(member) && !member.static);
  // Nothing can ask for what is hidden, but it is there.
  const reader = privateReader(node) || (isInstances ? ", () => []" : "");
  if (!isInstances) return reader;
  const reason = unrestorable(node, context.names, context.options.emit.experimentalDecorators === true);
  const publics = accessorsOf(node, false);
  const fields = privateFields(node, false);
  const names = JSON.stringify([...publics, ...fields]);
  if (reason !== undefined) return `${reader}, ${JSON.stringify(reason)}, ${names}`;
  stopConstructor(node, context);
  const writes = [
    ...publics.map((key, at) => `Reflect.set(this.prototype, ${JSON.stringify(key)}, v[${String(at)}], o);`),
    ...fields.map((name, at) => `o.${name} = v[${String(publics.length + at)}];`),
  ];
  return `${reader}, (o, v) => { ${writes.join(" ")} }, ${names}`;
}

/** `new.target` is nobody's class then, so nothing else can be taken for it. */
function stopConstructor(node: ClassNode, context: ModuleContext): void {
  const constructor = constructorOf(node);
  if (constructor === undefined) return;
  const stop = `if (new.target === ${context.helper("$restored")}) return;`;
  const first = leadingSuper(constructor) && constructor.body.body[0];
  if (first === undefined) {
    context.opening("body", bodyStart(constructor.body)).definitions.push(` ${stop}`);
    return;
  }
  const end = endOf(first);
  const semicolon = context.module.text[end - 1] === ";" ? "" : ";";
  context.opening("body", end).definitions.push(`${semicolon} ${stop}`);
}

/**
 * `, (o) => #n in o ? [o.#n] : undefined`: the only code that can read private state is the class's own. It answers for
 * instances and for the class itself; a private method has no value, but an object without it is another thing.
 */
function privateReader(node: ClassNode): string {
  const reads = accessorsOf(node, false).map(
    (key) => `Reflect.get(this.prototype, ${JSON.stringify(key)}, o)`,
  );
  const staticReads = accessorsOf(node, true).map((key) => `Reflect.get(this, ${JSON.stringify(key)})`);
  const instance = privateCase(node, false, reads);
  const statics = privateCase(node, true, staticReads);
  // An auto-accessor throws on an object that is no instance.
  const probe = `(() => { try { return [${reads.join(", ")}]; } catch { return undefined; } })()`;
  const cases = [
    instance,
    statics === "" && staticReads.length > 0 ? `o === this ? [${staticReads.join(", ")}]` : statics,
    reads.length > 0 && instance === "" ? probe : "",
  ].filter((text) => text !== "");
  if (cases.length === 0) return "";
  if (cases.at(-1) !== probe) cases.push("undefined");
  return `, (o) => ${cases.join(" : ")}`;
}

/** True where the value of an auto-accessor cannot be reached by its name. */
export const hasHiddenAccessor = (node: ClassNode): boolean =>
  node.body.body.some((member) => member.type === "ClassAccessorProperty" && member.computed);

/** Auto-accessors keep their value in private storage. */
function accessorsOf(node: ClassNode, isStatic: boolean): string[] {
  return node.body.body.flatMap((member) => {
    if (member.type !== "ClassAccessorProperty" || member.computed) return [];
    return member.static === isStatic ? (keyText(member.key) ?? []) : [];
  });
}

/**
 * `#n in o ? [o.#n]` for the private members of instances, or of the class. A method is there before any field, so
 * reading an object that its constructor left half made throws.
 */
function privateCase(node: ClassNode, isStatic: boolean, reads: readonly string[]): string {
  const methods = node.body.body.flatMap((member) =>
    member.type === "ClassPrivateMethod" && !member.static && !isStatic ? [`#${member.key.id.name}`] : [],
  );
  const names = privateFields(node, isStatic);
  const [first] = [...methods, ...names];
  const values = [...reads, ...names.map((name) => `o.${name}`)];
  return first === undefined ? "" : `${first} in o ? [${values.join(", ")}]`;
}

/** The names of the private fields of instances, or of the class, in order. */
const privateFields = (node: ClassNode, isStatic: boolean): string[] =>
  node.body.body.flatMap((member) => {
    if (member.type !== "ClassPrivateProperty" && member.type !== "ClassAccessorProperty") return [];
    return member.static !== isStatic || member.key.type !== "PrivateName" ? [] : [`#${member.key.id.name}`];
  });

type Member = ClassNode["body"]["body"][number];
type PrivateMember = t.ClassAccessorProperty | t.ClassPrivateProperty | t.ClassPrivateMethod;

/** A private method has no value, but an object without it is another thing. */
const isPrivate = (member: Member): member is PrivateMember =>
  member.type === "ClassAccessorProperty" ||
  member.type === "ClassPrivateProperty" ||
  member.type === "ClassPrivateMethod";
