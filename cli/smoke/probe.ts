import * as https from "node:https";
import * as net from "node:net";
import * as tls from "node:tls";
import type { Probe } from "./probes";

/** Connects to this address instead of the resolved one. Host names and certificate checks stay the same. */
export interface ConnectTo {
  readonly host: string;
  readonly port: number;
}

export interface ProberOptions {
  readonly connectTo?: ConnectTo;
  /** CA certificates to trust in addition to the machine's. */
  readonly ca?: string;
}

/** The result of one attempt; `problem` is set if the probe failed. */
export interface ProbeResponse {
  readonly text: string;
  readonly problem?: string;
}

export type Prober = (probe: Probe) => Promise<ProbeResponse>;

const TIMEOUT_MILLISECONDS = 10_000;

/** Probes once over the network. */
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

/** Adds the likely cause to terse network errors. */
function explain(problem: string): string {
  if (problem === "ENOTFOUND" || problem === "EAI_AGAIN")
    return `${problem}: the name does not resolve (yet): are the name servers set at the registrar?`;
  if (problem === "ECONNREFUSED") return `${problem}: nothing listens on this port`;
  return problem;
}

interface Response {
  readonly status: number;
  /** The Server header of the response. */
  readonly server?: string;
}

/**
 * Components in front of a service that can respond instead of it. A service itself may respond 403 or 404 to an anonymous request; from one of
 * these, the request never reached the service.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
const INTERMEDIARIES: Readonly<Record<string, string>> = {
  "awselb/2.0": "the load balancer itself: the CDN's token does not match, or no rule matches the request",
  CloudFront: "the CDN itself: its firewall, or no behavior matches the request",
};

export function checkResponse({ allowed, meanings }: Extract<Probe, { kind: "https" }>, { status, server = "" }: Response): ProbeResponse {
  const text = `HTTP ${status}`;
  const meaning = meanings[status] ?? (status >= 400 ? INTERMEDIARIES[server] && `from ${INTERMEDIARIES[server]}` : undefined);
  const refused = !allowed.some(([from, to]) => from <= status && status <= to) || (status >= 400 && server in INTERMEDIARIES);
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
    request.on("timeout", () => request.destroy(new Error(`no response within ${TIMEOUT_MILLISECONDS / 1000} seconds`)));
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
