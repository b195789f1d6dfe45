import type { Projects } from "../project/project.ts";
import { writingHooks } from "./rollup.ts";
import type { Surroundings } from "./url.ts";

export interface Config {
  readonly command: string;
}

/** What Vitest hands its plugins. */
export interface Vitest {
  readonly defineCacheKeyGenerator?: (generate: (module: { readonly id: string }) => string) => void;
}

/**
 * Vite: its dev server runs modules at the place of their sources, and so does Vitest, which keeps what it made of them
 * and must know what else that depends on.
 */
export const viteHooks = (projects: Projects, where: Surroundings, fingerprint: (id: string) => string) => ({
  ...writingHooks(projects),
  configResolved({ command }: Config): void {
    where.isBundled = command === "build";
  },
  configureVitest({ defineCacheKeyGenerator }: Vitest): void {
    defineCacheKeyGenerator?.(({ id }) => fingerprint(id));
  },
});

/** Whether Vite transforms a module for browsers; under Vitest also what is written for them runs in Node. */
export function isForBrowsers(context: object): boolean {
  const { environment } = context as { environment?: { readonly config?: { readonly consumer?: string } } };
  return environment?.config?.consumer === "client" && process.env["VITEST"] === undefined;
}
