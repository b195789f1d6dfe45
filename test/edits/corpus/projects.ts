import type { Corpus } from "../case.ts";
import { aliases } from "./projects/aliases.ts";
import { commonjs } from "./projects/commonjs.ts";
import { decorators } from "./projects/decorators.ts";
import { jsxCorpora } from "./projects/jsx.ts";
import { optionCorpora } from "./projects/options.ts";
import { workspace } from "./projects/workspace.ts";

/** Cases that need compiler options or a layout of their own: each is a project. */
export const projects: readonly Corpus[] = [
  commonjs,
  aliases,
  decorators,
  ...jsxCorpora,
  ...optionCorpora,
  workspace,
];
