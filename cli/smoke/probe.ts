import * as https from "node:https";
import * as net from "node:net";
import * as tls from "node:tls";
import type { Probe } from "./probes";

/** Where all connections go instead of where their names lead; names, and what certificates are checked for, stay. */
export interface ConnectTo {
  readonly host: string;
  readonly port: number;
}

export interface ProberOptions {
  readonly connectTo?: ConnectTo;
  /** Certificates to trust besides those of the machine. */
  readonly ca?: string;
}

/** What came of a question; `problem` is why it is no good answer. */
export interface ProbeResponse {
  readonly text: string;
  readonly problem?: string;
}

export type Prober = (probe: Probe) => Promise<ProbeResponse>;

const TIMEOUT_MILLISECONDS = 10_000;

/** Asks over the network, once. */
export function httpProber(options: ProberOptions = {}): Prober {
  return async (probe) => {
    try {
      return probe.kind === "https" ? checkResponse(probe, await responseOf(probe.url, options)) : await connect(probe, options);
    } catch (error) {
      const { code, message } = error as Partial<NodeJS.ErrnoException>;
      const problem = code ?? message ?? String(error);
      return { text: problem, problem: explain(problem) };
    }
  };
}

/** Errors of the network that say little by themselves. */
function explain(problem: string): string {
  if (problem === "ENOTFOUND" || problem === "EAI_AGAIN") return `${problem}: the name is not known (yet): are the name servers entered?`;
  if (problem === "ECONNREFUSED") return `${problem}: nobody listens there`;
  return problem;
}

interface Response {
  readonly status: number;
  /** Who answers, as it says itself. */
  readonly server?: string;
}

/**
 * Who stands before a service and answers in its place. A service may well say 403 or 404 to somebody whom it does not know; these say it
 * where the service was never asked.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
const IN_BETWEEN: Readonly<Record<string, string>> = {
  "awselb/2.0": "the load balancer itself: it does not know our CDN's token, or has no rule for this",
  CloudFront: "the CDN itself: its firewall, or it has no behaviour for this",
};

export function checkResponse({ allowed, meanings }: Extract<Probe, { kind: "https" }>, { status, server = "" }: Response): ProbeResponse {
  const text = `HTTP ${status}`;
  const meaning = meanings[status] ?? (status >= 400 ? IN_BETWEEN[server] && `from ${IN_BETWEEN[server]}` : undefined);
  const refused = !allowed.some(([from, to]) => from <= status && status <= to) || (status >= 400 && server in IN_BETWEEN);
  return refused ? { text, problem: meaning === undefined ? text : `${text}: ${meaning}` } : { text };
}

function responseOf(url: string, { connectTo, ca }: ProberOptions): Promise<Response> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = https.request({
      host: connectTo?.host ?? hostname,
      port: connectTo?.port ?? (port === "" ? 443 : Number(port)),
      path: pathname,
      servername: hostname,
      headers: { host: hostname, "user-agent": "terrace-smoke" },
      timeout: TIMEOUT_MILLISECONDS,
      agent: false,
      ...(ca !== undefined && { ca }),
    });
    request.on("response", (response) => {
      response.resume();
      const { server } = response.headers;
      resolve({ status: response.statusCode ?? 0, ...(typeof server === "string" && { server }) });
    });
    request.on("timeout", () => request.destroy(new Error(`no answer within ${TIMEOUT_MILLISECONDS / 1000} seconds`)));
    request.on("error", reject);
    request.end();
  });
}

function connect(
  { host, port, tls: secure }: Extract<Probe, { kind: "connect" }>,
  { connectTo, ca }: ProberOptions,
): Promise<ProbeResponse> {
  const to = connectTo ?? { host, port };
  return new Promise((resolve, reject) => {
    const socket = secure ? tls.connect({ ...to, servername: host, ...(ca !== undefined && { ca }) }) : net.connect(to);
    socket.setTimeout(TIMEOUT_MILLISECONDS, () => socket.destroy(new Error(`no connection within ${TIMEOUT_MILLISECONDS / 1000} seconds`)));
    socket.once("error", reject);
    socket.once(secure ? "secureConnect" : "connect", () => {
      socket.destroy();
      resolve({ text: "connected" });
    });
  });
}
