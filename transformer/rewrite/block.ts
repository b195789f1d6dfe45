import type * as t from "@babel/types";
import { type Control, controlOf } from "../analyze/control.ts";
import { escapingVars, type Output, outputsOf } from "../analyze/outputs.ts";
import type { Region } from "../analyze/region.ts";
import { boundIdentifiers } from "../analyze/scopes.ts";
import type { BlockSite } from "../analyze/unit/site.ts";
import { endOf, isFunction, isWithin, type Node, startOf } from "../parse/nodes.ts";
import type { ModuleContext } from "./context.ts";
import { stateUnit } from "./unit.ts";

/**
 * Caches the statements after a `using` line:
 *
 *     { using cache = persistent("load"); rows = await load(); }
 *     { await $blockAsync(u, async (cache, set) => { set(rows = await load(), 0); },
 *         [[() => rows, (v) => { rows = v; }]]); }
 *
 * In the body of a function the call is returned. In a block inside a function, `return x` becomes
 * `return [x]`, and the code after the call passes it on.
 */
export function rewriteBlock(site: BlockSite, context: ModuleContext): void {
  const { names, s } = context;
  const control = controlOf(site.statements);
  checkControl(control, context);
  const isBody = isFunctionBody(site, context);
  const region = regionOfBlock(site, context, isBody);
  checkDeclarations(site, region, context);
  const outputs = outputsOf(site, region, names);
  const fresh = new Set(outputs.flatMap((output) => (output.fresh ? [output.binding] : [])));
  const described = context.describe(
    region,
    site.name,
    site,
    ({ binding }) => binding !== undefined && fresh.has(binding),
  );
  checkAssigns(site, outputs, context);
  const unit = stateUnit(site, described, context);
  const awaits = control.awaits || site.node.kind === "await using";
  const mark = context.fresh("set");
  const value = context.fresh("v");
  const setters = outputs.map(
    ({ binding: { name } }) => `[() => ${name}, (${value}) => { ${name} = ${value}; }]`,
  );
  const helper = context.helper(awaits ? "$blockAsync" : "$block");
  const call = `${awaits ? "await " : ""}${helper}(${unit.name}, ${awaits ? "async " : ""}(${site.handle.name}, ${mark}) => {`;
  const live = site.liveOptions;
  const options =
    live === undefined ? "" : `, () => (${context.module.text.slice(startOf(live), endOf(live))})`;
  const captures = unit.captures === "" && options !== "" ? ", undefined" : unit.captures;
  const passOn = !isBody && control.returns.length > 0;
  const boxed = passOn && options !== "" ? ", true" : "";
  const end = `}, [${setters.join(", ")}]${captures}${options}${boxed})`;
  const result = context.fresh("r");
  const opening = context.opening("using", startOf(site.node));
  opening.unit = varsOf(region) + (isBody ? "return " : passOn ? `const ${result} = ` : "") + call;
  s.remove(startOf(site.node), endOf(site.node));
  markWrites(outputs, mark, region, context);
  if (passOn) for (const statement of control.returns) boxReturn(statement, context);
  s.appendLeft(endOf(site.container) - 1, `${end}; ${passOn ? `if (${result}) return ${result}[0]; ` : ""}`);
}

function isFunctionBody(site: BlockSite, { names }: ModuleContext): boolean {
  const parent = names.parents.get(site.container);
  return parent !== undefined && isFunction(parent) && parent.body === site.container;
}

function regionOfBlock(site: BlockSite, { names }: ModuleContext, isBody: boolean): Region {
  return {
    nodes: site.statements,
    start: endOf(site.node),
    end: endOf(site.container),
    self: names.declared.get(site.handle),
    inside: true,
    assigns: true,
    outputs: isBody ? new Set() : escapingVars(site, names),
  };
}

const varsOf = (region: Region): string => {
  const vars = [...region.outputs].map(({ name }) => name);
  return vars.length === 0 ? "" : `var ${vars.join(", ")}; `;
};

function checkControl({ jumps, yields }: Control, context: ModuleContext): void {
  for (const jump of jumps) {
    const message = `\`${jump.type === "BreakStatement" ? "break" : "continue"}\` cannot leave a cached block.`;
    context.report(
      "MEMOIR1004",
      "error",
      jump,
      message,
      "Set a variable in the block and act on it afterwards.",
    );
  }
  for (const found of yields) {
    const fix = "Collect the values in the block and yield them after it.";
    context.report("MEMOIR1005", "error", found, "A cached block cannot `yield`.", fix);
  }
}

/** Nobody waits for the assignments of a block that goes on after its caller was answered. */
function checkAssigns(
  { options, start, end }: BlockSite,
  outputs: readonly Output[],
  context: ModuleContext,
): void {
  const [first] = outputs;
  const option = options.timeout === undefined ? options.swr && "swr" : "timeout";
  if (first === undefined || !option) return;
  const { name } = first.binding;
  context.diagnostics.push({
    code: "MEMOIR1013",
    severity: "error",
    message: `A block with \`${option}\` cannot assign \`${name}\`: it may go on after the code around it.`,
    fix: `Make the block an async function that returns \`${name}\`.`,
    start,
    end,
  });
}

/** What the block declares with `let`, `const`, `class` or `function` ends with it. */
function checkDeclarations(site: BlockSite, region: Region, context: ModuleContext): void {
  for (const binding of new Set(context.names.declared.values())) {
    const { declaration } = binding;
    if (!site.statements.some((statement) => isWithin(declaration, statement))) continue;
    if (region.outputs.has(binding) || binding.scope.kind === "enum") continue;
    const outside = binding.references.find((reference) => !isInRegion(reference.node, region));
    if (outside === undefined) continue;
    context.report(
      "MEMOIR1007",
      "error",
      outside.node,
      `\`${binding.name}\` is declared inside the cached block and used outside it, where a hit does not create it.`,
      `Move the declaration of \`${binding.name}\` above the \`using\` line.`,
    );
  }
}

const isInRegion = (node: Node, region: Region): boolean =>
  startOf(node) >= region.start && endOf(node) <= region.end;

/** `return x` → `return [x]` */
function boxReturn(statement: t.ReturnStatement, { s }: ModuleContext): void {
  const { argument } = statement;
  if (!argument) {
    s.appendLeft(startOf(statement) + "return".length, " []");
    return;
  }
  s.appendLeft(startOf(statement) + "return".length, " [");
  const end = endOf(statement);
  const at = s.original[end - 1] === ";" ? end - 1 : end;
  s.prependRight(at, "]");
}

/** Notes each assignment to an output where it happens: `x = 1` → `set(x = 1, 0)`. */
function markWrites(outputs: readonly Output[], mark: string, region: Region, context: ModuleContext): void {
  const { names } = context;
  const marks = new Map<Node, number[]>();
  outputs.forEach(({ writes }, index) => {
    for (const { node } of writes) {
      const writer = writerOf(node, context);
      const list = marks.get(writer);
      if (list === undefined) marks.set(writer, [index]);
      else if (!list.includes(index)) list.push(index);
    }
  });
  for (const [writer, indices] of [...marks].reverse()) {
    const list = indices.join(", ");
    if (writer.type === "ForOfStatement" || writer.type === "ForInStatement")
      markLoop(writer, mark, list, context);
    else if (writer.type !== "VariableDeclarator") context.wrap(writer, `${mark}(`, `, ${list})`);
  }
  const declarations = new Set<t.VariableDeclaration>();
  for (const [id, binding] of names.declared) {
    if (!region.outputs.has(binding) || !isInRegion(id, region)) continue;
    const declaration = declarationOf(id, context);
    if (declaration !== undefined) declarations.add(declaration);
  }
  for (const declaration of declarations) assignVars(declaration, mark, outputs, context);
}

/** The expression, declarator or loop that writes a name. */
function writerOf(node: Node, { names }: ModuleContext): Node {
  let at = node;
  for (let parent = names.parents.get(at); parent !== undefined; parent = names.parents.get(at)) {
    at = parent;
    if (/^(?:Assignment|Update)Expression$|^For(?:Of|In)Statement$|^VariableDeclarator$/.test(at.type)) break;
  }
  return at;
}

function markLoop(
  loop: t.ForOfStatement | t.ForInStatement,
  mark: string,
  list: string,
  { s }: ModuleContext,
): void {
  const note = `${mark}(0, ${list}); `;
  const { body } = loop;
  if (body.type === "BlockStatement") {
    s.appendLeft(startOf(body) + 1, ` ${note}`);
    return;
  }
  s.prependRight(startOf(body), `{ ${note}`);
  s.appendLeft(endOf(body), " }");
}

function declarationOf(id: Node, { names }: ModuleContext): t.VariableDeclaration | undefined {
  for (let at: Node | undefined = id; at !== undefined; at = names.parents.get(at)) {
    if (at.type === "VariableDeclaration") return at;
  }
  return undefined;
}

/** `var x: T = 1, y;` → `set(x = 1, 0), void 0;`: the variable itself is declared outside the block. */
function assignVars(
  node: t.VariableDeclaration,
  mark: string,
  outputs: readonly Output[],
  context: ModuleContext,
): void {
  const { s, names } = context;
  const [first] = node.declarations;
  if (first === undefined) return;
  s.remove(startOf(node), startOf(first));
  const loop = names.parents.get(node);
  const isHead = (loop?.type === "ForOfStatement" || loop?.type === "ForInStatement") && loop.left === node;
  for (const declarator of node.declarations) {
    const { id, init } = declarator;
    if ("typeAnnotation" in id && id.typeAnnotation)
      s.remove(startOf(id.typeAnnotation), endOf(id.typeAnnotation));
    const bound = new Set([...boundIdentifiers(id)].map((name) => names.declared.get(name)));
    const indices = outputs.flatMap(({ binding }, index) => (bound.has(binding) ? [index] : []));
    if (init) context.wrap(declarator, `${mark}(`, `, ${indices.join(", ")})`);
    else if (isHead) markLoop(loop, mark, indices.join(", "), context);
    else s.update(startOf(declarator), endOf(declarator), "void 0");
  }
}
