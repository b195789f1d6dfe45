// Run by lock.test.ts: holds a lock many times, and says if somebody else holds it, too. Up to 100 times: is killed
// with the last one.
import { closeSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { tryLock } from "../../runtime/store/lock.ts";

const [dir = "", times = "0"] = process.argv.slice(2);
const inside = join(dir, "inside");

let held = 0;
while (held < Number(times)) {
  const attempt = tryLock(dir, "contended");
  if (attempt.state !== "locked") continue;
  held += 1;
  try {
    closeSync(openSync(inside, "wx"));
  } catch {
    console.log("two hold the lock");
  }
  rmSync(inside, { force: true });
  if (held === Number(times) && held < 100) process.kill(process.pid, "SIGKILL");
  attempt.lock.release();
}
console.log(`held ${held}`);
