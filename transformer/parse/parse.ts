import { parse as parseModule, type ParserPlugin } from "@babel/parser";
import type { Comment, Program } from "@babel/types";

export interface ParsedModule {
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
}

/** Why a text does not parse, and where. */
export interface Unparsed {
  readonly reason: string;
  readonly offset: number;
}

/** Parses one TypeScript or JavaScript module. */
export function parse(text: string, file: string): ParsedModule | Unparsed {
  const module = attempt(text, file, "decorators-legacy");
  // That plugin knows decorators of parameters, but takes the name in `@d() ["name"]() {}` for a part of the decorator.
  if (!("reason" in module) || !text.includes("@")) return module;
  const again = attempt(text, file, "decorators");
  return "reason" in again ? module : again;
}

function attempt(text: string, file: string, decorators: ParserPlugin): ParsedModule | Unparsed {
  try {
    const { program, comments } = parseModule(text, {
      sourceType: "module",
      errorRecovery: true,
      attachComment: false,
      allowReturnOutsideFunction: true,
      createParenthesizedExpressions: false,
      plugins: [...plugins(file), decorators],
    });
    return { text, program, comments: comments ?? [] };
  } catch (error) {
    const { message, pos } = error as { message?: string; pos?: number };
    return { reason: message ?? String(error), offset: pos ?? 0 };
  }
}

function plugins(file: string): ParserPlugin[] {
  const syntax: ParserPlugin[] = ["decoratorAutoAccessors"];
  if (!/\.[cm]?js$|\.jsx$/.test(file)) syntax.push("typescript");
  if (/\.[jt]sx$|\.[cm]?js$/.test(file)) syntax.push("jsx");
  return syntax;
}
