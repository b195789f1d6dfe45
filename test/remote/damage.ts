// Flips the last bit of an entry in a store, as a test asks for: node damage.ts <address> <key>
import { openBytes } from "../../runtime/remote/open-bytes.ts";
import { nameOf } from "../../runtime/remote/remote.ts";
import { remoteAmong } from "../../runtime/remote/settings.ts";

const [address = "", key = ""] = process.argv.slice(2);
const settings = remoteAmong([address], "/", { maxSize: 1e6, timeout: 60_000 });
if (settings === undefined) throw new Error("no store");
// A client of Redis keeps no process alive.
const awake = setInterval(() => undefined, 1000);
const store = await openBytes(settings);
const bytes = Buffer.from((await store.get(nameOf(key))) ?? []);
const last = bytes.length - 1;
bytes.writeUInt8(bytes.readUInt8(last) ^ 1, last);
await store.set(nameOf(key), bytes, undefined);
clearInterval(awake);
console.log("damaged");
process.exit();
