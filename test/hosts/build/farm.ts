import { build } from "@farmfe/core";
import memoir from "memoir/farm";
import { farmOptions, type Target } from "./farm-options.ts";

const [format = "esm", target] = process.argv.slice(2);

await build(farmOptions(format, [memoir()], target as Target | undefined));
