import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Announced } from "../../cli/local/own-server";
import { pathsOf, type Paths } from "../../cli/paths";

/** The process ignores SIGTERM if the variable STUBBORN is set. It responds like S3 to requests for the buckets in BUCKETS. */
const SERVER = `
  const buckets = (process.env.BUCKETS || "").split(",");
  const server = require("node:http").createServer((request, response) => {
    if (request.url === "/_terrace/health") return response.end(JSON.stringify({ pid: process.pid }));
    response.statusCode = buckets.includes(request.url.split("/")[1]) ? 200 : 404;
    response.end();
  });
  if (process.env.STUBBORN) process.on("SIGTERM", () => {});
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));`;

/** Processes with the command line and the health endpoint of the local AWS, each for a folder of its own. */
export class FakeLocalAws {
  private readonly scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "terrace-server-")));
  private readonly children: ChildProcess[] = [];

  /** The paths of a new folder. */
  public newPaths(): Paths {
    const paths = pathsOf(fs.mkdtempSync(path.join(this.scratch, "checkout-")));
    fs.mkdirSync(path.dirname(paths.readyFile), { recursive: true });
    return paths;
  }

  public async serve({ readyFile }: Paths, env: NodeJS.ProcessEnv = {}): Promise<Announced> {
    const args = ["-e", SERVER, "server.py", "--port", "0", "--ready-file", readyFile];
    const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
    this.children.push(child);
    const port = String(await new Promise((resolve) => child.stdout.once("data", resolve))).trim();
    return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0 };
  }

  public end(): void {
    this.children.splice(0).forEach((child) => child.kill("SIGKILL"));
  }

  public remove(): void {
    fs.rmSync(this.scratch, { recursive: true, force: true });
  }
}

export function announce({ readyFile }: Paths, announced: object): void {
  fs.writeFileSync(readyFile, JSON.stringify(announced));
}
