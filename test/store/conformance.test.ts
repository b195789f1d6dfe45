import { openFileStore } from "../../runtime/store/file.ts";
import { conforms } from "./conformance.ts";
import { newFolder } from "./example.ts";

conforms("a file store", () => {
  const dir = newFolder();
  return { open: () => openFileStore(dir) };
});
