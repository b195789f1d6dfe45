import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { environment } from "../program/environment.ts";

const tsserver = fileURLToPath(new URL("../../node_modules/typescript/lib/tsserver.js", import.meta.url));

export interface ServerDiagnostic {
  readonly start: { readonly line: number; readonly offset: number };
  readonly end: { readonly line: number; readonly offset: number };
  readonly text: string;
  readonly category: string;
  readonly source?: string;
}

export interface QuickInfo {
  readonly displayString: string;
  readonly documentation: string;
}

interface Message {
  readonly type: "event" | "response";
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

/** TypeScript's language server, as an editor with the workspace's TypeScript starts and asks it. */
export class LanguageServer {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting = new Set<(message: Message) => void>();
  private sequence = 0;
  private received = Buffer.alloc(0);

  constructor(folder: string) {
    const args = [tsserver, "--allowLocalPluginLoads", "--disableAutomaticTypingAcquisition"];
    this.child = spawn(process.execPath, args, { cwd: folder, env: environment() });
    this.child.stdout.on("data", (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.read();
    });
  }

  /** Opens a file, or gives an open one another text, which need not be saved. */
  open(file: string, fileContent: string): void {
    this.send("open", { file, fileContent });
  }

  /** What the server finds in a file when it is asked in the way of editors: `geterr`, answered by events. */
  async errors(file: string): Promise<readonly ServerDiagnostic[]> {
    const found = this.until(({ event }) => event === "semanticDiag");
    this.send("geterr", { files: [file], delay: 0 });
    const { diagnostics } = (await found).body as { readonly diagnostics: readonly ServerDiagnostic[] };
    return diagnostics;
  }

  /** What hovering over a position shows; undefined for nothing. */
  async hover(file: string, line: number, offset: number): Promise<QuickInfo | undefined> {
    const seq = this.send("quickinfo", { file, line, offset });
    const answer = await this.until(({ request_seq }) => request_seq === seq);
    return answer.success === true ? (answer.body as QuickInfo) : undefined;
  }

  async close(): Promise<void> {
    const closed = once(this.child, "close");
    this.child.kill();
    await closed;
  }

  private send(command: string, args: object): number {
    const seq = ++this.sequence;
    this.child.stdin.write(`${JSON.stringify({ seq, type: "request", command, arguments: args })}\n`);
    return seq;
  }

  private until(isWanted: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => {
      const look = (message: Message): void => {
        if (!isWanted(message)) return;
        this.waiting.delete(look);
        resolve(message);
      };
      this.waiting.add(look);
    });
  }

  /** `Content-Length: 12\r\n\r\n{ … }\n`, any number of them, cut anywhere. */
  private read(): void {
    for (;;) {
      const head = this.received.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/.exec(this.received.toString("latin1", 0, head))?.[1]);
      if (head < 0 || this.received.length < head + 4 + length) return;
      const message = JSON.parse(this.received.toString("utf8", head + 4, head + 4 + length)) as Message;
      this.received = this.received.subarray(head + 4 + length);
      for (const look of [...this.waiting]) look(message);
    }
  }
}
