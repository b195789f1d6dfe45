import memoir from "memoir/vite";
import { createServer } from "vite";

const server = await createServer({
  configFile: false,
  appType: "custom",
  logLevel: "warn",
  server: { middlewareMode: true, ws: false, watch: null },
  plugins: [memoir()],
});
try {
  await server.ssrLoadModule("/src/main.ts", { fixStacktrace: true });
} finally {
  await server.close();
}
