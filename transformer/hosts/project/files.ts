/**
 * How hosts read files. Taken when the host is loaded: the run time wraps `node:fs` later, to note what units read, and
 * what a host reads to load their code is no input of theirs.
 */
const { existsSync: exists, readFileSync: read } = process.getBuiltinModule("node:fs");

export const readText = (path: string): string => read(path, "utf8");
export const isThere = (path: string): boolean => exists(path);
