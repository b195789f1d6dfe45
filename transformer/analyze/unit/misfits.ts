import type { Mistake, UnitOptions } from "../../parse/directive.ts";
import { controlOf } from "../control.ts";
import type { Names } from "../scopes.ts";
import type { UnitSite } from "./site.ts";

/** What kind of code a unit is, as far as options depend on it. */
function isGenerator(site: UnitSite): boolean {
  return site.form === "function" && site.node.generator === true;
}

function isAsync(site: UnitSite): boolean {
  if (site.form === "function") return site.node.async;
  if (site.form === "expression") return controlOf([site.node]).awaits;
  return site.node.kind === "await using" || controlOf(site.statements).awaits;
}

const inOneGo = {
  timeout: "what runs in one go cannot be left",
  swr: "what runs in one go would hold up the program later instead of now",
} as const;

/** Options that a unit has but cannot have, being what it is. */
export function* misfits(site: UnitSite, names: Names): Generator<Mistake> {
  const { options, start, end } = site;
  const wrong = (message: string, fix: string): Mistake => ({ message, fix, start, end });
  for (const option of ["errors", "timeout", "swr"] as const satisfies readonly (keyof UnitOptions)[]) {
    if (options[option] === undefined) continue;
    if (isGenerator(site)) {
      yield wrong(`A generator cannot have \`${option}\`: its consumer decides when it goes on.`, asFunction);
    } else if (option !== "errors" && !isAsync(site)) {
      yield wrong(
        `\`${option}\` needs code that awaits: ${inOneGo[option]}.`,
        "Make the function `async`, or remove the option.",
      );
    }
  }
  if (options.swr !== undefined && options.ttl === undefined && !hasLiveOptions(site)) {
    yield wrong("`swr` without `ttl`: a result that never gets old is never computed again.", "Add `ttl=…`.");
  }
  if (site.form === "block" || options.keep === undefined) return;
  const [root = ""] = options.keep.split(".");
  if (names.module.bindings.has(root)) return;
  yield wrong(
    `\`keep=${options.keep}\` names nothing that this module declares or imports.`,
    "Name a function of this module, declared at its top level.",
  );
}

const hasLiveOptions = (site: UnitSite): boolean => site.form === "block" && site.liveOptions !== undefined;

const asFunction = "Cache an async function that returns an array.";
