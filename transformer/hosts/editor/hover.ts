import type { Input, InputKind } from "../../analyze/inputs.ts";
import type { ModuleReach, Reach } from "../../analyze/reach.ts";
import { declaredIn, reachedFrom } from "../../analyze/reached.ts";
import type { Span, UnitInfo } from "../../rewrite/types.ts";
import type { Analysis } from "./analysis.ts";

/** The unit whose name or directive is at an offset, and that place. */
export function unitAt({ units }: Analysis, offset: number): { unit: UnitInfo; span: Span } | undefined {
  for (const unit of units) {
    for (const span of [unit.named, unit.stated])
      if (span !== undefined && offset >= span.start && offset < span.end) return { unit, span };
  }
  return undefined;
}

/** How a unit is cached, in a line: `persistent fit, ttl=12h`. */
export function headlineOf({ tier, name, options }: UnitInfo): string {
  const stated = Object.entries(options).flatMap(([option, value]) =>
    option === "name" ? [] : [`${option}=${option === "ttl" ? duration(Number(value)) : written(value)}`],
  );
  return [`${tier} ${name}`, ...stated].join(", ");
}

const written = (value: unknown): string => (Array.isArray(value) ? `[${value.join(", ")}]` : String(value));

function duration(milliseconds: number): string {
  const units = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };
  const [unit, length] = Object.entries(units).find(([, each]) => milliseconds % each === 0) ?? ["ms", 1];
  return `${milliseconds / length}${unit}`;
}

/**
 * What the key of a unit contains, as Markdown. As far as its module shows it: imports are followed to what they are when
 * the program runs.
 */
export function keyContent(unit: UnitInfo, module: ModuleReach): string {
  const { options, tier, name } = unit;
  const isStored = tier === "persistent";
  const of = (...kinds: InputKind[]) => unit.inputs.filter(({ kind }) => kinds.includes(kind));
  const labels = (...kinds: InputKind[]) => quoted(of(...kinds).map(({ label }) => label));
  // Functions count by identity in memory, by code on disk.
  const reached = isStored ? reachedBy(unit, module) : [];
  const code = [...labels("code"), ...quoted(reached.filter((each) => each.isCode).map((each) => each.name))];
  const values = quoted(reached.filter((each) => !each.isCode).map((each) => each.name));
  const environment = [...labels("environment"), ...quoted(reached.flatMap((each) => each.environment))];
  const isKeyedByCode = isStored && options.code !== "off";
  return [
    isStored ? "The key of its results contains:" : "Its results live in this process. Their key contains:",
    "",
    ...(options.code === "off" ? [`- its name \`${name}\`, and no code`] : []),
    ...(isKeyedByCode ? [line(code.length === 0 ? "its own code" : "its own code and that of", code)] : []),
    ...item("arguments:", quoted(unit.parameters)),
    ...item("values:", [...labels("value", "once"), ...values, ...(isStored ? [] : labels("code"))]),
    ...item("imports, packages by their version:", importsOf(of("imported"), reached)),
    ...item("environment variables:", environment),
    ...item("files:", quoted(options.files ?? [])),
    ...item("modules that it loads:", labels("loaded")),
    ...item("salt:", quoted(options.version === undefined ? [] : [options.version])),
    "",
    ...paragraph("Left out by `ignore`:", labels("ignored")),
    ...paragraph("Its own state, for which the code stands that makes it:", labels("state")),
    ...paragraph("No key can see", labels("invisible")),
    ...paragraph("It runs uncached, for its key cannot show", labels("refused")),
  ]
    .join("\n")
    .trim();
}

const quoted = (names: readonly string[]): string[] => names.map((name) => `\`${name}\``);

const line = (title: string, names: readonly string[]): string =>
  `- ${[title, [...new Set(names)].join(", ")].join(" ").trim()}`;

const item = (title: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [line(title, names)];

const paragraph = (title: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${title} ${[...new Set(names)].join(", ")}.`, ""];

/** What the unit reaches of its own module through what it captures itself. */
function reachedBy(unit: UnitInfo, module: ModuleReach): Reach[] {
  const own = module.units.find(({ start, name }) => start === unit.start && name === unit.name);
  if (own === undefined) return [];
  const captured = new Set(own.leads.flatMap((lead) => ("local" in lead ? [lead.local] : [])));
  return reachedFrom({ module, reach: own }, declaredIn).flatMap(({ reach }) =>
    captured.has(reach.name) && !reach.isCode ? [] : [reach],
  );
}

function importsOf(own: readonly Input[], reached: readonly Reach[]): string[] {
  const leads = reached.flatMap((each) => each.leads);
  return [
    ...own.map(({ label, from = "" }) => `\`${label}\` of ${from}`),
    ...leads.flatMap((lead) => ("local" in lead ? [] : [`\`${lead.exported}\` of ${lead.specifier}`])),
  ];
}
