import { memoir } from "./bundler/plugin.ts";

export type { Options } from "./bundler/plugin.ts";
export default memoir.farm;
