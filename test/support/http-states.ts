import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A state server for Terraform's `http` backend, on the loopback interface only. It can reject saves and unlocks, like an unavailable bucket.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/http
 */
export class HttpStates {
  /** The number of saves that it still rejects. */
  public rejectedSaves = 0;
  /** Whether it rejects unlocks. */
  public rejectsUnlocks = false;
  public readonly states = new Map<string, string>();
  public readonly locks = new Map<string, string>();

  private readonly server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const [code, text] = this.answer(request.method ?? "", request.url ?? "", body);
      response.writeHead(code, { "content-type": "application/json" }).end(text);
    });
  });

  public listen(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  public close(): Promise<unknown> {
    return new Promise((resolve) => this.server.close(resolve));
  }

  public backendOf(stack: string): object {
    const { port } = this.server.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/${stack}`;
    return { http: { address, lock_address: address, unlock_address: address, retry_max: 0 } };
  }

  private answer(method: string, url: string, body: string): readonly [number, string] {
    const stack = url.replace(/^\/|\?.*$/g, "");
    const [state, lock] = [this.states.get(stack), this.locks.get(stack)];
    switch (method) {
      case "GET":
        return state === undefined ? [404, ""] : [200, state];
      case "LOCK":
        if (lock !== undefined) return [423, lock];
        this.locks.set(stack, body);
        return [200, ""];
      case "UNLOCK":
        if (this.rejectsUnlocks) return [403, ""];
        this.locks.delete(stack);
        return [200, ""];
      default:
        if (this.rejectedSaves > 0) {
          this.rejectedSaves--;
          return [403, ""];
        }
        this.states.set(stack, body);
        return [200, ""];
    }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return text;
}
