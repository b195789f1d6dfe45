import { currentComputation } from "../unit/computation.ts";
import { isCalledByNode } from "./callers.ts";
import type { Input } from "./input.ts";
import { environment } from "./environment.ts";
import { originalOf, standsFor } from "./originals.ts";
import { noteRead, noteWrite, noteWritten } from "./recorder.ts";
import { isUntraced } from "./untraced.ts";

function noteVariable(env: object, name: PropertyKey): void {
  const trace = isUntraced() ? undefined : currentComputation()?.trace;
  if (typeof name !== "string" || trace === undefined) return;
  if (trace.has({ kind: "env", subject: name, detail: "" }) || trace.has(whole)) return;
  // `hasOwnProperty` and its like are methods, not variables.
  if (name in Object.prototype && !Object.hasOwn(env, name)) return;
  if (!isCalledByNode()) noteRead("env", name);
}

const whole: Input = { kind: "environment", subject: "", detail: "" };

function noteAll(): void {
  if (isUntraced() || currentComputation()?.trace.has(whole) !== false) return;
  if (!isCalledByNode()) noteRead("environment", "");
}

/** A variable that the computation sets is its own from there on. */
function noteVariableWrite(name: PropertyKey): void {
  if (typeof name !== "string" || isUntraced()) return;
  noteWrite(`env ${name}`);
  noteWritten(`env ${name}`);
}

const handler: ProxyHandler<NodeJS.ProcessEnv> = {
  get(env, name) {
    noteVariable(env, name);
    return Reflect.get(env, name) as unknown;
  },
  has(env, name) {
    noteVariable(env, name);
    return Reflect.has(env, name);
  },
  getOwnPropertyDescriptor(env, name) {
    noteVariable(env, name);
    return Reflect.getOwnPropertyDescriptor(env, name);
  },
  ownKeys(env) {
    noteAll();
    return Reflect.ownKeys(env);
  },
  set(env, name, value) {
    noteVariableWrite(name);
    return Reflect.set(env, name, value);
  },
  deleteProperty(env, name) {
    noteVariableWrite(name);
    return Reflect.deleteProperty(env, name);
  },
};

const proxies = new WeakMap<NodeJS.ProcessEnv, NodeJS.ProcessEnv>();

function tracedOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  let traced = proxies.get(env);
  if (traced === undefined) {
    proxies.set(env, (traced = new Proxy(env, handler)));
    standsFor(traced, env);
  }
  return traced;
}

let computing = 0;

/** Puts a Proxy in the place of `process.env` that notes what computations read, until as many have ended. */
export function traceVariables(): void {
  computing += 1;
  if (originalOf(process.env) === process.env) process.env = tracedOf(process.env);
}

/** To be called when a computation has ended, for each `traceVariables`. */
export function endVariables(): void {
  computing -= 1;
  if (computing === 0) process.env = environment();
}
