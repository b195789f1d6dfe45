import type { Case, Form, FormCase, Placeholder, Texts } from "./case.ts";
import { forms } from "./case.ts";

const ran = 'console.log("@ran");';
const inspect = 'process.getBuiltinModule("node:util").inspect';
const show = (value: string): string => `console.log("@out", ${inspect}(${value}, { depth: null }));`;

/** `@cache persistent version=method ttl=1h env=[A, B]` */
function comment(options: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(options).map(([name, value]) =>
    Array.isArray(value) ? `${name}=[${value.join(", ")}]` : `${name}=${String(value)}`,
  );
  return ["// @cache persistent", ...words].join(" ");
}

function usingLine({ name = "unit", ...options }: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(options).map(([option, value]) => `${option}: ${JSON.stringify(value)}`);
  return `using cache = persistent(${JSON.stringify(name)}, { ${given.join(", ")} });`;
}

type Write = (unit: Placeholder, options: Readonly<Record<string, unknown>>) => string;

const writers: Readonly<Record<Form, Write>> = {
  function: (unit, options) => `
${comment(options)}
${prefix(unit)}function unit(${unit.params ?? ""}) { ${ran}
${unit.body}
}
${show(`${awaited(unit)}unit(${unit.args ?? ""})`)}`,

  method: (unit, options) => `
class Home {
${unit.members ?? ""}
${comment(options)}
${prefix(unit)}unit(${unit.params ?? ""}) { ${ran}
${unit.body}
}
}
${show(`${awaited(unit)}new Home().unit(${unit.args ?? ""})`)}`,

  expression: (unit, options) => `
${comment(options)}
const unit = ${called(unit, `${ran}\n${unit.body}`)};
${show("unit")}`,

  using: (unit, options) => `
${prefix(unit)}function unit(${unit.params ?? ""}) { ${usingLine(options)} ${ran}
${unit.body}
}
${show(`${awaited(unit)}unit(${unit.args ?? ""})`)}
import { persistent } from "memoir";`,

  block: (unit, options) => `
let unit: any;
{
${usingLine(options)} ${ran}
unit = ${called(unit, unit.body)};
}
${show("unit")}
import { persistent } from "memoir";`,
};

const prefix = ({ isAsync }: Placeholder): string => (isAsync === true ? "async " : "");
const awaited = ({ isAsync }: Placeholder): string => (isAsync === true ? "await " : "");

const called = (unit: Placeholder, body: string): string =>
  `${awaited(unit)}(${prefix(unit)}(${unit.params ?? ""}) => {\n${body}\n})(${unit.args ?? ""})`;

/**
 * The forms that a case is tried in; a case of its own writing has one. With `EDITS=some` one is, another from case to
 * case, so that of the corpus each form has its share.
 */
export function formsOf(one: Case, index: number): readonly string[] {
  if (one.unit === undefined) return ["program"];
  const all = one.forms ?? forms;
  if (process.env["EDITS"] !== "some") return all;
  return all.filter((_, at) => at === index % all.length);
}

/** The modules of a case in one form, by path relative to its folder. */
export function textsOf(one: Case, form: string): Texts {
  if (one.unit === undefined) return one.files;
  return { ...one.files, [one.module ?? "unit.ts"]: moduleOf(one, form as Form) };
}

function moduleOf({ unit }: FormCase, form: Form): string {
  // The forms of a case run in one process and one cache folder: a version of its own keeps each from the others.
  const options = { name: "unit", version: form, ...unit.options };
  return `${unit.top ?? ""}${writers[form](unit, options)}\nexport {};\n`;
}
