import { originalOf } from "./originals.ts";

/** The environment itself, without a trace. */
export const environment = (): NodeJS.ProcessEnv => originalOf(process.env) as NodeJS.ProcessEnv;

/** Whether an object is the environment of this process, traced or not. */
export const isEnvironment = (object: object): boolean => object === process.env || object === environment();
