import { Program } from "./program.ts";

/** What every secret of the program below has in it. */
export const mark = "Zq7xWkV";

const main = `
import { readFileSync } from "node:fs";
import { persistent } from "memoir";
class Client { #token = "private-Zq7xWkV"; readonly url = "https://user:url-Zq7xWkV@example.org"; size() { return this.#token.length + this.url.length; } }
const client = new Client();
const credentials = { password: "captured-Zq7xWkV", keys: new Map([["api", "map-Zq7xWkV"]]) };

// @cache persistent
function login(user: string, options: { secret: string }): number {
  return user.length + options.secret.length + credentials.password.length + credentials.keys.size + client.size();
}
// @cache persistent env=[OTHER_SECRET] files=["secrets/*.txt"]
async function load(options: { secret: string }): Promise<number> { return (process.env["API_SECRET"] ?? "").length + readFileSync("traced.txt").length + options.secret.length; }

console.log(login("argument-Zq7xWkV", { secret: "member-Zq7xWkV" }), await load({ secret: "asynchronous-Zq7xWkV" }));
let length: number;
{
  using cache = persistent("block");
  const token = credentials.password + String(process.env["API_SECRET"]);
  length = token.length;
}
console.log(length);
`;

/** Variables of the environment that it reads. */
export const secretVariables = { API_SECRET: "variable-Zq7xWkV", OTHER_SECRET: "stated-Zq7xWkV" };

/** A program whose units are given and read secrets, of every kind of which something gets into a key. */
export const secretProgram = (): Program =>
  new Program({ "src/main.ts": main, "traced.txt": "traced-Zq7xWkV", "secrets/a.txt": "declared-Zq7xWkV" });
