import { endOf, isNode, type Node, startOf } from "../../../transformer/parse/nodes.ts";
import { type Change, replace, textOf } from "../module.ts";

const others: Readonly<Record<string, readonly string[]>> = {
  "+": ["-"],
  "-": ["+"],
  "*": ["+"],
  "/": ["*"],
  "%": ["*"],
  "**": ["*"],
  "<": ["<=", ">"],
  "<=": ["<"],
  ">": [">=", "<"],
  ">=": [">"],
  "==": ["!="],
  "!=": ["=="],
  "===": ["!=="],
  "!==": ["==="],
  "&": ["|"],
  "|": ["&"],
  "^": ["|"],
  "<<": [">>"],
  ">>": [">>>"],
  ">>>": [">>"],
  "&&": ["||"],
  "||": ["&&", "??"],
  "??": ["||"],
  "+=": ["-="],
  "-=": ["+="],
  "*=": ["+="],
  "&=": ["|="],
  "|=": ["&="],
  "^=": ["|="],
};

/** Another operator, or none. */
export function* mutateOperator(node: Node, text: string): Generator<readonly Change[]> {
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
    case "AssignmentExpression": {
      const start = text.indexOf(node.operator, endOf(node.left));
      for (const by of others[node.operator] ?? []) {
        yield [{ start, end: start + node.operator.length, text: by }];
      }
      break;
    }
    case "UnaryExpression":
      if (node.operator === "!" || node.operator === "-" || node.operator === "~") {
        yield [replace(node, `(${textOf(text, node.argument)})`)];
      }
      break;
    case "UpdateExpression": {
      const start = node.prefix ? startOf(node) : endOf(node) - 2;
      yield [{ start, end: start + 2, text: node.operator === "++" ? "--" : "++" }];
      break;
    }
    case "OptionalMemberExpression":
      if (node.optional && !node.computed && isNode(node.property)) {
        const start = text.indexOf("?.", endOf(node.object));
        yield [{ start, end: start + 2, text: "!." }];
      }
      break;
    default:
  }
}
