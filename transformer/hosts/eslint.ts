/**
 * memoir's findings as rules of ESLint and oxlint. They read a file's text and nothing else of the linter, so any parser
 * will do:
 *
 *     import memoir from "memoir/eslint";
 *     export default [memoir.configs.recommended];
 */
import type { Diagnostic } from "../rewrite/types.ts";
import { createAnalysis } from "./editor/analysis.ts";
import { messageOf, type Position, positionOf } from "./project/report.ts";
import { version } from "./project/version.ts";

/** What the rules use of the linter. */
export interface RuleContext {
  /** Absolute. */
  readonly filename: string;
  /** With a `text`, where the language has one. */
  readonly sourceCode: object;
  report(finding: { readonly message: string; readonly loc: { start: Position; end: Position } }): void;
}

export interface Rule {
  readonly meta: { type: "problem"; docs: { description: string }; schema: [] };
  create(context: RuleContext): { Program(): void };
}

export interface Plugin {
  readonly meta: { readonly name: string; readonly version: string };
  readonly rules: { readonly errors: Rule; readonly warnings: Rule };
  readonly configs: { readonly recommended: Config };
}

/** A flat config. */
export interface Config {
  readonly name: string;
  readonly plugins: { readonly memoir: Plugin };
  readonly rules: { readonly "memoir/errors": "error"; readonly "memoir/warnings": "warn" };
}

const analyse = createAnalysis(process.cwd());

const ruleOf = (severity: Diagnostic["severity"], description: string): Rule => ({
  meta: { type: "problem", docs: { description }, schema: [] },
  create: (context) => ({
    Program() {
      const { text } = context.sourceCode as { readonly text?: unknown };
      if (typeof text !== "string") return;
      for (const finding of analyse(context.filename, text).diagnostics) {
        if (finding.severity !== severity) continue;
        const loc = { start: positionOf(text, finding.start), end: positionOf(text, finding.end) };
        context.report({ message: messageOf(finding), loc });
      }
    },
  }),
});

const plugin: Plugin = {
  meta: { name: "memoir", version: version() },
  rules: {
    errors: ruleOf("error", "What cannot be cached as it is written: a build stops at it"),
    warnings: ruleOf("warning", "What a hit would not do, or not see: a build warns of it"),
  },
  configs: {
    get recommended() {
      return recommended;
    },
  },
};

const recommended: Config = {
  name: "memoir/recommended",
  plugins: { memoir: plugin },
  rules: { "memoir/errors": "error", "memoir/warnings": "warn" },
};

export default plugin;
