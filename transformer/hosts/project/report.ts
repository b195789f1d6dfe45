import type { Diagnostic } from "../../rewrite/types.ts";

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 0-based. */
  readonly column: number;
}

/** Those of ECMAScript, which compilers and linters count by. */
const lineBreak = /\r\n|[\r\n\u2028\u2029]/;

/** Where an offset into a text is. */
export function positionOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(lineBreak);
  return { line: lines.length, column: lines.at(-1)?.length ?? 0 };
}

/** What was found, with its fix: `MEMOIR1003: … Fix: …`, for hosts that show the place themselves. */
export const messageOf = ({ code, message, fix }: Diagnostic): string => `${code}: ${message}\n${fix}`;

/**
 * A finding for people, in the way of compilers:
 *
 * ```text
 * src/main.ts:3:4 - error MEMOIR1003: …
 * 3 | // @cache persitent
 *   |           ^^^^^^^^^
 *   fix
 * ```
 */
export function describe(file: string, text: string, diagnostic: Diagnostic): string {
  const { code, severity, message, fix, start, end } = diagnostic;
  const { line, column } = positionOf(text, start);
  const source = text.split(lineBreak)[line - 1] ?? "";
  const gutter = `${line} | `;
  const length = Math.max(1, Math.min(end - start, source.length - column));
  const under = source.slice(0, column).replace(/[^\t]/g, " ") + "^".repeat(length);
  return [
    `${file}:${line}:${column + 1} - ${severity} ${code}: ${message}`,
    gutter + source,
    `${" ".repeat(gutter.length - 2)}| ${under}`,
    `  ${fix}`,
  ].join("\n");
}
