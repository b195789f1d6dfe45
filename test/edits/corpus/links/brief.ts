import type { Case, Label, Texts } from "../../case.ts";
import { a, importsGo, linked, type Link } from "./link.ts";

type Brief = (
  row: number,
  name: string,
  /** The modules, or the text of a.ts. */
  files: Texts | string,
  change: readonly [from: string, to: string],
  rest?: Partial<Link>,
) => Case;

/** A case in one line, in two forms: what it is about lies behind the unit, not in how it is cached. */
const brief =
  (label: Label): Brief =>
  (row, name, files, change, rest) => ({
    ...linked({
      row,
      name,
      files: typeof files === "string" ? a(files) : files,
      top: importsGo,
      change,
      forms: ["function", "block"],
      ...rest,
    }),
    label,
  });

/** The change must invalidate. */
export const changed = brief("M");
/** The change must not. */
export const kept = brief("N");
/** It is never cached. */
export const refused = brief("refuse");

export const importsA = 'import { A } from "./a.js";\n';
