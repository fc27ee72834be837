import * as http from "node:http";
import type { AddressInfo } from "node:net";

/** Services whose control plane is one for the world, though requests to it are signed for us-east-1. */
const GLOBAL = new Set(["route53", "cloudfront", "iam", "sts", "waf"]);

/** For which region and service a request was signed: `Credential=AKID/20260102/eu-west-1/rds/aws4_request`. */
export function scopeOf(authorization: string | undefined): { readonly region: string; readonly service: string } | undefined {
  const [, region, service] = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(authorization ?? "") ?? [];
  return region !== undefined && service !== undefined ? { region, service } : undefined;
}

export interface LostRegion {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  /** Requests that the lost region did not answer. */
  readonly refused: readonly string[];
  readonly end: () => Promise<void>;
}

/** How a region is lost. */
export interface Loss {
  /** Whether it is by now. @default it is from the beginning */
  readonly isLost?: () => boolean;
  /** It refuses whatever it is asked, so that nobody asks again: Terraform's provider asks 25 times what does not answer, for minutes. */
  readonly refuses?: boolean;
}

/** What each protocol of AWS takes for a refusal. */
const REFUSAL = { __type: "AccessDeniedException", message: "The region is lost." };

/**
 * An AWS of which one region does not answer; all else goes on to the AWS behind it. `spared` services of the region do answer, and all do as long
 * as it is not lost.
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
