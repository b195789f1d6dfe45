/**
 * The plugin of TypeScript's language server: `{ "name": "memoir/language-service" }` in a tsconfig's `plugins`, or
 * `"name"` beside `"transform"` in the entry that is there. It shows what a build would say, and what keys contain.
 */
import type * as ts from "typescript";
import { type Analysis, createAnalysis } from "./editor/analysis.ts";
import { headlineOf, keyContent, unitAt } from "./editor/hover.ts";
import { toDiagnostic } from "./tspc/diagnostics.ts";

interface Modules {
  readonly typescript: typeof ts;
}

/** What the server calls. */
export interface PluginModule {
  create(info: ts.server.PluginCreateInfo): ts.LanguageService;
}

export default function init({ typescript }: Modules): PluginModule {
  return {
    create: (info) => withMemoir(info.languageService, info.project.getCurrentDirectory(), typescript),
  };
}

// What `require` gives the server must be the function itself.
export { init as "module.exports" };

function withMemoir(service: ts.LanguageService, folder: string, typescript: typeof ts): ts.LanguageService {
  const analyse = createAnalysis(folder);
  const fileOf = (fileName: string) => service.getProgram()?.getSourceFile(fileName);
  return {
    ...service,
    getSemanticDiagnostics(fileName) {
      const found = service.getSemanticDiagnostics(fileName);
      const file = fileOf(fileName);
      if (file === undefined || service.getSyntacticDiagnostics(fileName).length > 0) return found;
      const { diagnostics } = analyse(fileName, file.text);
      return [...found, ...diagnostics.map((each) => toDiagnostic(typescript, file, each))];
    },
    getQuickInfoAtPosition(fileName, position, ...rest) {
      const info = service.getQuickInfoAtPosition(fileName, position, ...rest);
      const file = fileOf(fileName);
      return file === undefined ? info : withUnit(info, analyse(fileName, file.text), position, typescript);
    },
  };
}

/** Adds to what is shown at a position what the unit that is named or stated there has as its key. */
function withUnit(
  info: ts.QuickInfo | undefined,
  analysis: Analysis,
  position: number,
  { ScriptElementKind }: typeof ts,
): ts.QuickInfo | undefined {
  const found = unitAt(analysis, position);
  if (found === undefined) return info;
  const { unit, span } = found;
  const headline = `memoir: ${headlineOf(unit)}`;
  const content = keyContent(unit, analysis.reach);
  if (info === undefined) {
    return {
      kind: ScriptElementKind.unknown,
      kindModifiers: "",
      textSpan: { start: span.start, length: span.end - span.start },
      displayParts: [{ kind: "text", text: headline }],
      documentation: [{ kind: "text", text: content }],
    };
  }
  const before = info.documentation?.length ? [...info.documentation, { kind: "text", text: "\n\n" }] : [];
  return { ...info, documentation: [...before, { kind: "text", text: `**${headline}**\n\n${content}` }] };
}
