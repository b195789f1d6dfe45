import type * as t from "@babel/types";
import { forEachChild, isClass, isFunction, type Node } from "../parse/nodes.ts";

/** What the statements of a block unit do to the control flow around them. */
export interface Control {
  readonly awaits: boolean;
  readonly returns: readonly t.ReturnStatement[];
  readonly yields: readonly Node[];
  /** `break` and `continue` whose target is outside. */
  readonly jumps: readonly Node[];
}

/** Looks through statements or an expression, but not into functions and classes inside. */
export function controlOf(nodes: readonly Node[]): Control {
  const returns: t.ReturnStatement[] = [];
  const yields: Node[] = [];
  const jumps: Node[] = [];
  let awaits = false;
  const visit = (node: Node, labels: readonly string[], breakable: boolean, loop: boolean): void => {
    if (isFunction(node) || isClass(node)) return;
    let inner = { labels, breakable, loop };
    switch (node.type) {
      case "AwaitExpression":
        awaits = true;
        break;
      case "VariableDeclaration":
        if (node.kind === "await using") awaits = true;
        break;
      case "YieldExpression":
        yields.push(node);
        break;
      case "ReturnStatement":
        returns.push(node);
        break;
      case "LabeledStatement":
        inner = { ...inner, labels: [...labels, node.label.name] };
        break;
      case "BreakStatement":
        if (node.label ? !labels.includes(node.label.name) : !breakable) jumps.push(node);
        return;
      case "ContinueStatement":
        if (node.label ? !labels.includes(node.label.name) : !loop) jumps.push(node);
        return;
      case "SwitchStatement":
        inner = { ...inner, breakable: true };
        break;
      case "ForOfStatement":
        if (node.await) awaits = true;
        inner = { ...inner, breakable: true, loop: true };
        break;
      case "ForStatement":
      case "ForInStatement":
      case "WhileStatement":
      case "DoWhileStatement":
        inner = { ...inner, breakable: true, loop: true };
        break;
      default:
    }
    forEachChild(node, (child) => {
      visit(child, inner.labels, inner.breakable, inner.loop);
    });
  };
  for (const node of nodes) visit(node, [], false, false);
  return { awaits, returns, yields, jumps };
}
