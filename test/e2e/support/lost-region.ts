import * as http from "node:http";
import type { AddressInfo } from "node:net";

/** Services with a global control plane, although requests are signed for us-east-1. */
const GLOBAL = new Set(["route53", "cloudfront", "iam", "sts", "waf"]);

/** The region and service that a request is signed for: `Credential=AKID/20260102/eu-west-1/rds/aws4_request`. */
export function scopeOf(authorization: string | undefined): { readonly region: string; readonly service: string } | undefined {
  const [, region, service] = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(authorization ?? "") ?? [];
  return region !== undefined && service !== undefined ? { region, service } : undefined;
}

export interface LostRegion {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  /** Requests to the lost region. */
  readonly refused: readonly string[];
  readonly end: () => Promise<void>;
}

/** Options of a lost region. */
export interface Loss {
  /** Whether the region is lost now. @default always */
  readonly isLost?: () => boolean;
  /** Rejects requests instead of dropping them, to avoid retries: Terraform's provider retries 25 times, for minutes, if there is no response. */
  readonly refuses?: boolean;
}

/** An error response that every AWS protocol accepts. */
const REFUSAL = { __type: "AccessDeniedException", message: "The region is lost." };

/**
 * A proxy to an AWS of which one region does not respond; other requests are forwarded. `spared` services of the region still respond, and all
 * services do while the region is not lost.
 */
export async function loseRegion(
  lost: string,
  aws: string,
  spared: readonly string[] = [],
  { isLost = () => true, refuses = false }: Loss = {},
): Promise<LostRegion> {
  const refused: string[] = [];
  const { hostname, port } = new URL(aws);
  const server = http.createServer((request, response) => {
    const scope = scopeOf(request.headers.authorization);
    if (isLost() && scope?.region === lost && !GLOBAL.has(scope.service) && !spared.includes(scope.service)) {
      refused.push(`${scope.service} ${request.headers["x-amz-target"]?.toString() ?? request.url ?? ""}`);
      if (refuses) response.writeHead(403, { "content-type": "application/json" }).end(JSON.stringify(REFUSAL));
      else request.socket.destroy();
      return;
    }
    const onward = http.request({ hostname, port, method: request.method, path: request.url, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused,
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
