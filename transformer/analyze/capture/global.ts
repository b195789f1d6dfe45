import type { Node } from "../../parse/nodes.ts";
import { invisibleCalls, platformGlobals } from "../globals.ts";
import { isCallee, firstMember, memberPath } from "../paths.ts";
import type { Reference } from "../scopes.ts";
import { type Capture, type ModuleFacts, statement } from "./capture.ts";
import { processCapture } from "./environment.ts";
import { requireCapture } from "./module.ts";

export function globalCapture(reference: Reference, facts: ModuleFacts): Capture[] {
  const { name, node } = reference;
  if (name === "process") return processCapture(reference, facts);
  if (name === "eval") return [statement("!eval", reference)];
  if (name === "require")
    return [requireCapture(reference, facts.names) ?? statement("!require as a value", reference)];
  if (name === "module" && firstMember(node, facts.names.parents) === "require")
    return [statement("!module.require", reference)];
  const path = memberPath(node, facts.names.parents);
  const parent = facts.names.parents.get(path.top);
  if (
    name === "Function" &&
    path.keys.length === 0 &&
    path.use === "read" &&
    parent !== undefined &&
    makesCode(path.top, parent)
  ) {
    return [statement("!new Function", reference)];
  }
  if (name === "Function" && path.keys.length === 0 && path.use === "read" && !isInstanceTest(parent)) {
    return [statement("!Function as a value", reference)];
  }
  if (name === "Date" && path.use === "read" && parent !== undefined && readsClock(path.top, parent)) {
    return [statement("?new Date()", reference)];
  }
  if (name === "globalThis" || name === "global") return globalObjectCapture(reference, facts);
  if (platformGlobals.has(name)) {
    const member = firstMember(node, facts.names.parents);
    const called = member === undefined ? name : `${name}.${member}`;
    return invisibleCalls.has(called) ? [statement(`?${called}`, reference)] : [];
  }
  return [globalValue(name, reference)];
}

const globalValue = (name: string, reference: Reference): Capture => ({
  slot: name,
  expression: `typeof ${name} === "undefined" ? undefined : ${name}`,
  label: name,
  root: name,
  keys: [],
  reference,
});

function globalObjectCapture(reference: Reference, facts: ModuleFacts): Capture[] {
  const member = firstMember(reference.node, facts.names.parents);
  if (member === undefined) return [statement("!globalThis as a whole", reference)];
  if (/^(?:process|eval|Function|require|module)$/.test(member))
    return [statement(`!globalThis.${member}`, reference)];
  if (platformGlobals.has(member)) return [];
  // As people write it: bundlers replace such expressions by constants.
  const isName = /^[A-Za-z_$][\w$]*$/.test(member);
  const expression = isName ? `globalThis.${member}` : `globalThis[${JSON.stringify(member)}]`;
  return [{ ...globalValue(`globalThis.${member}`, reference), expression }];
}

const makesCode = (node: Node, parent: Node): boolean =>
  isCallee(node, parent) || (parent.type === "NewExpression" && parent.callee === node);

function readsClock(node: Node, parent: Node): boolean {
  if (isCallee(node, parent)) return true;
  return parent.type === "NewExpression" && parent.callee === node && parent.arguments.length === 0;
}

/** `x instanceof Function` */
const isInstanceTest = (parent: Node | undefined): boolean =>
  parent?.type === "BinaryExpression" && parent.operator === "instanceof";
