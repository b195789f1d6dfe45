import type { Case } from "../case.ts";
import { captureLinks } from "./links/captures.ts";
import { classLinks } from "./links/classes.ts";
import { closureLinks } from "./links/closures.ts";
import { environmentLinks } from "./links/environment.ts";
import { functionLinks } from "./links/modules.ts";
import { linked } from "./links/link.ts";
import { loadLinks } from "./links/loads.ts";
import { stateLinks } from "./links/own-state.ts";

/** Less common ways in which code reaches code and data. */
export const links: readonly Case[] = [
  ...functionLinks,
  ...captureLinks,
  ...loadLinks,
  ...stateLinks,
  ...closureLinks,
  ...classLinks,
  ...environmentLinks,
].map(linked);
