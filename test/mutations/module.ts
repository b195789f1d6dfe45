import { parse as parseModule } from "@babel/parser";
import type { Comment, Program, Statement } from "@babel/types";
import MagicString from "magic-string";
import { endOf, forEachChild, type Node, startOf } from "../../transformer/parse/nodes.ts";

/** A module of a package, parsed. */
export interface Module {
  /** Relative to the package's sources. */
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
}

/** Another text for a range of a module. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Parses a module; undefined where the text has any error of syntax. */
export function parse(path: string, text: string): Module | undefined {
  try {
    const { program, comments } = parseModule(text, {
      sourceType: "module",
      attachComment: false,
      plugins: ["typescript"],
    });
    return { path, text, program, comments: comments ?? [] };
  } catch {
    return undefined;
  }
}

/** Calls `visit` for each node that leaves code behind, with the nodes around it, outermost first. */
export function walk(root: Node, visit: (node: Node, around: readonly Node[]) => void): void {
  const around: Node[] = [];
  const enter = (node: Node): void => {
    visit(node, around);
    around.push(node);
    forEachChild(node, enter);
    around.pop();
  };
  forEachChild(root, enter);
}

export function apply(text: string, changes: readonly Change[]): string {
  const edited = new MagicString(text);
  for (const { start, end, text: by } of changes) {
    if (start === end) edited.appendLeft(start, by);
    else edited.update(start, end, by);
  }
  return edited.toString();
}

export const replace = (node: Node, text: string): Change => ({
  start: startOf(node),
  end: endOf(node),
  text,
});

export const insert = (at: number, text: string): Change => ({ start: at, end: at, text });

/** Exchanges the texts of two nodes that do not overlap. */
export const exchange = (text: string, a: Node, b: Node): readonly Change[] => [
  replace(a, textOf(text, b)),
  replace(b, textOf(text, a)),
];

export const textOf = (text: string, node: Node): string => text.slice(startOf(node), endOf(node));

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** From the end of the statement before it to its own end: with its comments. */
export function withComments({ program }: Module, statement: Statement): Change {
  const at = program.body.indexOf(statement);
  const before = program.body[at - 1];
  return { start: before ? endOf(before) : 0, end: endOf(statement), text: "" };
}
