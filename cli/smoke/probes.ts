import type { NetworkService } from "../../constructs/compute/model";
import type { Platform } from "../../config/model";

/** What is asked of a platform from outside, as its users would. */
export type Probe =
  | {
      readonly kind: "https";
      readonly what: string;
      readonly url: string;
      /** What the answer's status may be. */
      readonly allowed: readonly (readonly [from: number, to: number])[];
      /** What a status that is not allowed means, where it says more than that. */
      readonly meanings: Readonly<Record<number, string>>;
    }
  | { readonly kind: "connect"; readonly what: string; readonly host: string; readonly port: number; readonly tls: boolean };

/** Values of a platform's outputs, by name. */
export type Outputs = Readonly<Record<string, unknown>>;

const SITE: Readonly<Record<number, string>> = {
  403: "the CDN may not read the site's bucket, or it is empty: aws s3 sync <folder> s3://<site_bucket>",
  404: "the site has no index.html",
  502: "the CDN cannot reach the site's bucket",
};

/** Any answer of the program itself will do: what a path wants, nobody knows here. Those that the load balancer gives in its place will not. */
const SERVICE: Readonly<Record<number, string>> = {
  502: "the load balancer's certificate does not fit, or the task broke off",
  503: "no task is healthy",
  504: "the tasks or the load balancer do not answer in time",
};

/** A path that a pattern of the load balancer fits, without what it leaves open: `/api/*` is `/api/`. */
export function pathOf(pattern: string): string {
  return pattern.replace(/[*?].*$/, "");
}

function askService(url: string, name: string, path: string): Probe {
  return { kind: "https", what: `${name} on ${path}`, url: `${url}${path}`, allowed: [[200, 499]], meanings: SERVICE };
}

/** What can be asked of a network service: whether somebody takes the connection. UDP has none. */
function askNetwork({ name, listener }: NetworkService, address: unknown): Probe[] {
  const [host = "", port = ""] = typeof address === "string" ? address.split(":") : [];
  if (host === "" || listener.protocol === "udp") return [];
  return [
    {
      kind: "connect",
      what: `${name} over ${listener.protocol.toUpperCase()}`,
      host,
      port: Number(port),
      tls: listener.protocol === "tls",
    },
  ];
}

/** All that can be asked of a platform, by what its stacks say of themselves. */
export function probesFor({ services }: Pick<Platform, "services">, outputs: Outputs): Probe[] {
  const { site_url: site, api_url: api } = outputs;
  const probes: Probe[] = [];
  if (typeof site === "string") probes.push({ kind: "https", what: "the site", url: `${site}/`, allowed: [[200, 299]], meanings: SITE });
  for (const service of services) {
    if (service.kind === "network") probes.push(...askNetwork(service, outputs[`${service.name.replaceAll("-", "_")}_address`]));
    else if (service.routes.hosts.length > 0)
      probes.push(
        ...service.routes.hosts.map((host) => askService(`https://${host}`, service.name, pathOf(service.routes.paths[0] ?? "/"))),
      );
    else if (typeof api === "string") probes.push(askService(api, service.name, pathOf(service.routes.paths[0] ?? "/")));
  }
  return probes;
}

/** Services that cannot be asked. */
export function unprobeable({ services }: Pick<Platform, "services">): string[] {
  return services.flatMap((service) => (service.kind === "network" && service.listener.protocol === "udp" ? [service.name] : []));
}
