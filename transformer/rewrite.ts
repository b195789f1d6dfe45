import type { Node } from "./parse/nodes.ts";
import MagicString from "magic-string";
import { mayHoldUnits } from "./parse/directive.ts";
import { parse, type Unparsed } from "./parse/parse.ts";
import { exportsOf, type Exported } from "./analyze/exported.ts";
import { checkReached } from "./analyze/invisible.ts";
import { resolveNames } from "./analyze/names.ts";
import { noReach, reachOf } from "./analyze/reach.ts";
import { checkWrites } from "./analyze/writes.ts";
import { rewriteBlock } from "./rewrite/block.ts";
import { ModuleContext } from "./rewrite/context.ts";
import { rewriteDefinition } from "./rewrite/definition.ts";
import { rewriteExpression } from "./rewrite/expression.ts";
import { statedExports, stateEnd } from "./rewrite/exports.ts";
import { rewriteFunction } from "./rewrite/function.ts";
import { writeHeader } from "./rewrite/header.ts";
import type { Diagnostic, Rewritten, RewriteOptions } from "./rewrite/types.ts";

export type { Diagnostic, Rewritten, RewriteOptions, UnitInfo } from "./rewrite/types.ts";

/** A module that states nothing that can run needs no parse. */
const canMatter =
  /\bfunction\b|=>|\bclass\b|\bconst\b|\bexport\s+(?:let|var|default)\b|@cache|\busing\b|[\w$\]]\s*\(/;

/**
 * Rewrites one module: defines what other modules' keys can reach, and turns its units into runtime calls.
 *
 * A pure function of its arguments: it reads no other file, no clock and no environment, so any cache of its
 * result by text and options is right. Lines stay where they are.
 *
 * @param file Path relative to the tsconfig, with forward slashes; it appears in messages.
 * @returns Undefined where there is nothing to do.
 */
export function rewrite(text: string, file: string, options: RewriteOptions): Rewritten | undefined {
  if (!canMatter.test(text)) return undefined;
  const module = parse(text, file);
  if ("reason" in module) return mayHoldUnits(text) ? unparsed(text, file, module) : undefined;
  const context = new ModuleContext(module, file, options);
  checkWrites(context);
  rewriteNodes(context);
  const reach = reachOf(context);
  checkReached(reach, context);
  const { diagnostics, units, s } = context;
  const exported = statedExports(context);
  if (!context.usesRuntime && exported === undefined && diagnostics.length === 0) return undefined;
  if (context.usesRuntime || exported !== undefined) {
    if (exported !== undefined) stateEnd(context);
    context.flushOpenings();
    writeHeader(context, exported);
  }
  const map = s.generateMap({ source: file, hires: "boundary", includeContent: false }).toString();
  return { code: s.toString(), map, units: units.sort((a, b) => a.line - b.line), diagnostics, reach };
}

/** What a module exports that `rewrite` leaves as it is: one that only passes on what others declare. */
export function exportsIn(text: string, file: string): readonly Exported[] {
  if (!/\bexport\b/.test(text)) return [];
  const module = parse(text, file);
  return "reason" in module ? [] : exportsOf(module.program, resolveNames(module.program));
}

/** The compiler reports syntax errors of its own; this is for text that only our parser cannot read. */
function unparsed(text: string, file: string, { reason, offset }: Unparsed): Rewritten {
  const diagnostic: Diagnostic = {
    code: "MEMOIR1000",
    severity: "error",
    message: `memoir cannot parse this module, so nothing in it would be cached: ${reason}`,
    fix: "If the compiler accepts the code, please report it; until then move the cached code to another module.",
    start: offset,
    end: offset,
  };
  const map = new MagicString(text).generateMap({ source: file }).toString();
  return { code: text, map, units: [], diagnostics: [diagnostic], reach: noReach };
}

/** Children come before their parents, so that text for the same place nests. */
function rewriteNodes(context: ModuleContext): void {
  const sites = new Map(context.sites.map((site) => [site.node as Node, site]));
  for (const node of [...context.names.parents.keys()].reverse()) {
    const site = sites.get(node);
    if (site?.form === "function") {
      rewriteFunction(site, context);
      continue;
    }
    rewriteDefinition(node, context);
    if (site?.form === "expression") rewriteExpression(site, context);
    else if (site?.form === "block") rewriteBlock(site, context);
  }
}
