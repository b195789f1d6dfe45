import { openFileStore } from "../../runtime/store/file.ts";
import { conforms, lists } from "./conformance.ts";
import { newFolder } from "./example.ts";

const newFileStore = () => {
  const dir = newFolder();
  return { open: () => openFileStore(dir) };
};

conforms("a file store", newFileStore);
lists("a file store", newFileStore);
