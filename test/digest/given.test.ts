import { expect, test } from "vitest";
import { $value, provenanceOf } from "../../runtime/definition/value.ts";

test("provenance holds what the initialiser was given, not what its names are assigned later", () => {
  let url = "a";
  const client = $value(new WeakRef({}), undefined, "digest|client|1|url", () => [url]);
  url = "z";
  expect(provenanceOf(client)?.captures()).toEqual(["a"]);
});

test("an initialiser in an import cycle is asked again later", () => {
  const client = $value(new WeakRef({}), undefined, "digest|client|1|late", () => [late]);
  const late = "there";
  expect(provenanceOf(client)?.captures()).toEqual(["there"]);
});

test("code that an initialiser hands on counts with what it reads now, too", () => {
  let token = "a";
  const client = $value(new WeakRef({}), undefined, "digest|client|1|token", () => [token], "keeps code");
  token = "z";
  expect(provenanceOf(client)?.captures()).toEqual(["a", "z"]);
  expect(provenanceOf(client)?.descriptor).toBe("digest|client|1|token|token");
});
