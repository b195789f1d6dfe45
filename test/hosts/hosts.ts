import { type Host, repository, toolOf } from "./host.ts";

export const tspc: Host = {
  name: "tspc",
  tool: toolOf("typescript"),
  build: async (project) => {
    await project.compile();
  },
  run: (project, env) => project.node(["--enable-source-maps", "out/main.js"], env),
  limits: "none",
};

const node: Host = {
  name: "Node",
  tool: `Node ${process.versions.node}`,
  run: (project, env) => project.node(["--import", "memoir/register", "src/main.ts"], env),
  limits: "what Node can strip: no enums, parameter properties, JSX",
};

const tsx: Host = {
  name: "Node with tsx",
  tool: toolOf("tsx"),
  run: (project, env) =>
    project.node(
      [
        "--import",
        "memoir/register",
        "--import",
        `${repository}node_modules/tsx/dist/loader.mjs`,
        "src/main.ts",
      ],
      env,
    ),
  limits: "`--import memoir/register` comes first",
};

export const hosts: readonly Host[] = [node, tsx];
