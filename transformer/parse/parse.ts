import { parse as parseModule, type ParserPlugin } from "@babel/parser";
import type { Comment, Program } from "@babel/types";

export interface ParsedModule {
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
}

/**
 * Parses one TypeScript or JavaScript module. Gives undefined where the text does not parse: the compiler
 * that runs after us reports syntax errors better, and in its own words.
 */
export function parse(text: string, file: string): ParsedModule | undefined {
  try {
    const { program, comments } = parseModule(text, {
      sourceType: "module",
      errorRecovery: true,
      attachComment: false,
      allowReturnOutsideFunction: true,
      createParenthesizedExpressions: false,
      plugins: plugins(file),
    });
    return { text, program, comments: comments ?? [] };
  } catch {
    return undefined;
  }
}

function plugins(file: string): ParserPlugin[] {
  const syntax: ParserPlugin[] = ["decorators-legacy", "decoratorAutoAccessors"];
  if (!/\.[cm]?js$|\.jsx$/.test(file)) syntax.push("typescript");
  if (/\.[jt]sx$|\.[cm]?js$/.test(file)) syntax.push("jsx");
  return syntax;
}
