import type { NetworkService } from "../../constructs/compute/model";
import type { Platform } from "../../config/model";

/** A request to the platform from outside, as its users would make it. */
export type Probe =
  | {
      readonly kind: "https";
      readonly what: string;
      readonly url: string;
      /** The accepted ranges of the response status. */
      readonly allowed: readonly (readonly [from: number, to: number])[];
      /** Explanations of statuses that are not accepted. */
      readonly meanings: Readonly<Record<number, string>>;
    }
  | { readonly kind: "connect"; readonly what: string; readonly host: string; readonly port: number; readonly tls: boolean };

/** Values of a platform's outputs, by name. */
export type Outputs = Readonly<Record<string, unknown>>;

const SITE: Readonly<Record<number, string>> = {
  403: "the CDN is not allowed to read the site's bucket, or the bucket is empty: aws s3 sync <folder> s3://<site_bucket>",
  404: "the site has no index.html",
  502: "the CDN cannot reach the site's bucket",
};

/** Any response of the application itself is accepted, because the requirements of a path are unknown. Responses of the load balancer are not. */
const SERVICE: Readonly<Record<number, string>> = {
  502: "the load balancer's certificate does not match, or the task closed the connection",
  503: "no task is healthy",
  504: "the tasks or the load balancer do not respond in time",
};

/** A path that matches a pattern of the load balancer: the part before the first wildcard, for example `/api/` for `/api/*`. */
export function pathOf(pattern: string): string {
  return pattern.replace(/[*?].*$/, "");
}

function serviceProbe(url: string, name: string, path: string): Probe {
  return { kind: "https", what: `${name} on ${path}`, url: `${url}${path}`, allowed: [[200, 499]], meanings: SERVICE };
}

/** Probes of a network service: whether it accepts a connection. UDP has no connections. */
function networkProbes({ name, listener }: NetworkService, address: unknown): Probe[] {
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

/** All probes of a platform, from the outputs of its stacks. Services that wait for their first image have no task that could respond. */
export function probesFor({ services }: Pick<Platform, "services">, outputs: Outputs): Probe[] {
  const { site_url: site, api_url: api } = outputs;
  const probes: Probe[] = [];
  if (typeof site === "string") probes.push({ kind: "https", what: "the site", url: `${site}/`, allowed: [[200, 299]], meanings: SITE });
  for (const service of services.filter(({ waitsForImage }) => !waitsForImage)) {
    if (service.kind === "network") probes.push(...networkProbes(service, outputs[`${service.name.replaceAll("-", "_")}_address`]));
    else if (service.routes.hosts.length > 0)
      probes.push(
        ...service.routes.hosts.map((host) => serviceProbe(`https://${host}`, service.name, pathOf(service.routes.paths[0] ?? "/"))),
      );
    else if (typeof api === "string") probes.push(serviceProbe(api, service.name, pathOf(service.routes.paths[0] ?? "/")));
  }
  return probes;
}

/** Services that cannot be probed. */
export function unprobeable({ services }: Pick<Platform, "services">): string[] {
  return services.flatMap((service) => (service.kind === "network" && service.listener.protocol === "udp" ? [service.name] : []));
}
