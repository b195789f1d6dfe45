import { transform } from "esbuild";

/** What webpack gets instead of a loader for TypeScript. */
export default function (code, map) {
  const done = this.async();
  const inline = map
    ? `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString("base64")}`
    : "";
  transform(code + inline, { loader: "ts", sourcemap: true, sourcefile: this.resourcePath }).then(
    (result) => done(null, result.code, JSON.parse(result.map)),
    done,
  );
}
