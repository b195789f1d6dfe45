import MagicString from "magic-string";
import { type Capture, escape, type ModuleFacts } from "../analyze/capture/capture.ts";
import { applyOptions, capturesOf, onlyCallsItself } from "../analyze/captures.ts";
import { findNamedCode } from "../analyze/capture/local-names.ts";
import { type CanonicalFacts, codeDigest } from "../analyze/canonical.ts";
import type { Region } from "../analyze/region.ts";
import { findOwnState } from "../analyze/state.ts";
import { resolveNames } from "../analyze/names.ts";
import type { Names, Reference } from "../analyze/scopes.ts";
import type { UnitSite } from "../analyze/unit/site.ts";
import { findUnits } from "../analyze/units.ts";
import { endOf, isWithin, type Node, startOf } from "../parse/nodes.ts";
import type { ParsedModule } from "../parse/parse.ts";
import type { Diagnostic, RewriteOptions, UnitInfo } from "./types.ts";

/** The symbols of `memoir/internal` that rewritten code calls. */
export type Helper =
  | "$file"
  | "$code"
  | "$fn"
  | "$methods"
  | "$method"
  | "$default"
  | "$class"
  | "$restored"
  | "$object"
  | "$value"
  | "$lazy"
  | "$loaded"
  | "$path"
  | "$unit"
  | "$unitOf"
  | "$call"
  | "$callAsync"
  | "$generate"
  | "$generateAsync"
  | "$evaluate"
  | "$evaluateAsync"
  | "$block"
  | "$blockAsync";

/** A region with its captures and code digest, ready to be emitted. */
export interface Described {
  readonly captures: readonly Capture[];
  /** The descriptor as a string literal. */
  readonly descriptor: string;
  /** `() => [a, b]` */
  readonly thunk: string;
}

/** With one more slot, which needs no value. */
export function withSlot(described: Described, slot: string): Described {
  const descriptor = JSON.stringify(`${JSON.parse(described.descriptor) as string}|${slot}`);
  const thunk = described.thunk === "() => []" ? "() => [0]" : described.thunk.replace(/\]$/, ", 0]");
  return { ...described, descriptor, thunk };
}

/** What is inserted where a body starts: first what opens a unit, then the definitions of functions declared there. */
export interface Opening {
  readonly offset: number;
  unit: string;
  readonly definitions: string[];
}

/** One module on its way through the rewrite. */
export class ModuleContext {
  readonly module: ParsedModule;
  readonly file: string;
  readonly options: RewriteOptions;
  readonly s: MagicString;
  readonly names: Names;
  readonly sites: readonly UnitSite[];
  readonly diagnostics: Diagnostic[];
  /** Statements for the line of the module's first statement, after `$file`. */
  readonly header: string[] = [];
  readonly units: UnitInfo[] = [];
  /** What an anonymous `export default` is called by the code around it. */
  defaultName: string | undefined;
  readonly facts: ModuleFacts;
  private readonly canonical: CanonicalFacts;
  private readonly helpers = new Set<Helper>();
  private readonly prefix: string;
  private readonly lineStarts: readonly number[];
  private readonly openings = new Map<string, Opening>();
  private count = 0;

  constructor(module: ParsedModule, file: string, options: RewriteOptions) {
    this.module = module;
    this.file = file;
    this.options = options;
    this.s = new MagicString(module.text);
    this.names = resolveNames(module.program);
    const { sites, diagnostics } = findUnits(module, this.names);
    this.sites = sites;
    this.diagnostics = [...diagnostics];
    this.prefix = freePrefix(module.text);
    this.lineStarts = lineStartsOf(module.text);
    const { names } = this;
    const { emit } = options;
    const pragma = jsxPragma(module);
    this.facts = {
      names,
      emit,
      jsxPragma: pragma,
      ownState: findOwnState(names),
      namedCode: findNamedCode(names),
      pathHelper: () => this.helper("$path"),
    };
    const unitSalt = new Map(sites.map((site) => [site.node as Node, saltOf(site)]));
    this.canonical = { names, emit, file, unitSalt, jsxPragma: pragma };
  }

  /** The local name of a helper, which is then imported. */
  helper(name: Helper): string {
    this.helpers.add(name);
    return this.prefix + name.slice(1);
  }

  /** A name that the module does not use. */
  fresh(hint: string): string {
    return `${this.prefix}${hint}${String(this.count++)}`;
  }

  /** The local name of the module's `$file(…)`. */
  get fileName(): string {
    return `${this.prefix}f`;
  }

  get usesRuntime(): boolean {
    return this.helpers.size > 0;
  }

  /**
   * Brings the helpers in. A CommonJS file without module syntax stays without: an `import` would make the compiler
   * mark it as an ES module, and its default import would be another thing.
   */
  importLine(): string {
    const rename = this.options.module === "commonjs" && !hasModuleSyntax(this.module) ? ": " : " as ";
    const names = [...this.helpers].map((name) => `${name}${rename}${this.prefix}${name.slice(1)}`);
    if (rename === ": ") return `var { ${names.join(", ")} } = require("memoir/internal"); `;
    return `import { ${names.join(", ")} } from "memoir/internal"; `;
  }

  /** 1-based. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** The line that people know a place by. */
  statedLineOf(offset: number): number {
    const line = this.lineOf(offset);
    return this.options.lines?.[line - 1] ?? line;
  }

  /** Where the first token with this text ends after an offset, where only keywords and comments come before it. */
  endOfToken(token: string, offset: number): number {
    const { text, comments } = this.module;
    let at = text.indexOf(token, offset);
    for (const { start, end } of comments)
      if (start != null && end != null && at >= start && at < end) at = text.indexOf(token, end);
    return at + token.length;
  }

  describe(
    region: Region,
    name: string,
    site?: UnitSite,
    skip?: (reference: Reference) => boolean,
  ): Described {
    const found = capturesOf(
      region,
      this.facts,
      (reference) => skip?.(reference) === true || this.isInUsingLine(reference.node),
    );
    const captures = site === undefined ? found : applyOptions(found, site.options, this.facts);
    const digest = codeDigest(region, captures, this.canonical);
    const itself = onlyCallsItself(region, this.facts.names) ? "()" : "";
    const line = `${String(this.statedLineOf(region.start))}${itself}`;
    const fields = [digest, escape(name), line, ...captures.map((capture) => capture.slot)];
    const values = captures.map((capture) => capture.expression ?? "0");
    const thunk = `() => [${values.join(", ")}]`;
    return { captures, descriptor: JSON.stringify(fields.join("|")), thunk };
  }

  /** Text for the start of a function's body or block, or for the place of a `using` line. */
  opening(kind: "body" | "using", offset: number): Opening {
    const key = `${String(offset)} ${kind}`;
    let opening = this.openings.get(key);
    if (opening === undefined) this.openings.set(key, (opening = { offset, unit: "", definitions: [] }));
    return opening;
  }

  /**
   * Writes the openings: before whatever closes at the same place (an empty body), and a body's before that of
   * a `using` line.
   */
  flushOpenings(): void {
    for (const key of [...this.openings.keys()].sort().reverse()) {
      const opening = this.openings.get(key);
      if (opening) this.s.prependLeft(opening.offset, opening.unit + opening.definitions.join(""));
    }
  }

  /** The options of a block unit say how to cache; they are no part of the code around it. */
  private isInUsingLine(node: Node): boolean {
    return this.sites.some((site) => site.form === "block" && isWithin(node, site.node));
  }

  /** Puts an expression into a call. The parentheses of a sequence would become those of the call. */
  wrap(node: Node, before: string, after: string): void {
    const [open, close] = node.type === "SequenceExpression" ? ["(", ")"] : ["", ""];
    this.s.prependRight(startOf(node), before + open);
    this.s.appendLeft(endOf(node), close + after);
  }

  report(code: string, severity: Diagnostic["severity"], at: Node, message: string, fix: string): void {
    this.diagnostics.push({ code, severity, message, fix, start: startOf(at), end: endOf(at) });
  }
}

const hasModuleSyntax = ({ program }: ParsedModule): boolean =>
  program.body.some(({ type }) => /^(?:Import|Export)|^TS(?:ImportEquals|ExportAssignment)/.test(type));

/** What of a unit's options changes its own result, and so the digest of the code around it. */
function saltOf({ form, options }: UnitSite): string {
  const { version, files, env, ignore, once, code } = options;
  return JSON.stringify([form, version, files, env, ignore, once, code]);
}

function freePrefix(text: string): string {
  let prefix = "$m_";
  for (let n = 1; text.includes(prefix); n++) prefix = `$m${String(n)}_`;
  return prefix;
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function jsxPragma({ comments }: ParsedModule): string {
  const pragmas = comments.flatMap(({ value }) => value.match(/@jsx\w*\s+\S+/g) ?? []);
  return pragmas.join(" ");
}
