import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface HttpsServer {
  readonly server: Server;
  /** The certificate in PEM format, and its file. `ca` is the content, `certificate` is the path. */
  readonly ca: string;
  readonly certificate: string;
}

/** A server with a self-signed certificate for one host name. It returns 200 for that host on `/` and `/api/`, otherwise 500. */
export function serverFor(name: string): HttpsServer {
  const folder = mkdtempSync(join(tmpdir(), "https-"));
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  spawnSync("openssl", [...request, "-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`, "-keyout", key, "-out", certificate]);
  const ca = readFileSync(certificate, "utf8");
  const server = createServer({ key: readFileSync(key), cert: ca }, (request, response) => {
    response.writeHead(request.headers.host === name && (request.url === "/" || request.url === "/api/") ? 200 : 500).end("hello");
  });
  return { server, ca, certificate };
}

/** Listens on a free port of the loopback interface. Returns the port. */
export async function listen({ server }: Pick<HttpsServer, "server">): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}
