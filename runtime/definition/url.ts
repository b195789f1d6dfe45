import { fileURLToPath } from "node:url";

/** The path of a module, where its URL is a file's. */
export function modulePath(url: string): string | undefined {
  if (!url.startsWith("file:")) return url.startsWith("/") || /^[A-Za-z]:[\\/]/.test(url) ? url : undefined;
  return fileURLToPath(url);
}
