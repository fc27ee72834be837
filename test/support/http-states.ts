import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * States of stacks as Terraform's `http` backend keeps them, on this machine alone. It can be told to save nothing any more, as a bucket that does not answer.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/http
 */
export class HttpStates {
  /** How many times it still refuses to save a state. */
  public refusals = 0;
  /** Whether it refuses to give back a lock. */
  public keepsLocks = false;
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
        if (this.keepsLocks) return [403, ""];
        this.locks.delete(stack);
        return [200, ""];
      default:
        if (this.refusals > 0) {
          this.refusals--;
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
