/**
 * Shows how far a command is, on one line of standard error that the next call replaces; only on a terminal.
 * `done` goes from 0 to 1, at which the line is removed.
 */
export function showProgress(what: string, done: number): void {
  if (!process.stderr.isTTY) return;
  const percent = `${String(Math.floor(done * 100)).padStart(3)} %`;
  process.stderr.write(done < 1 ? `\r${what} ${percent}` : `\r${" ".repeat(what.length + 6)}\r`);
}
