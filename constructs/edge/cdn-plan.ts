import type { HttpService, Service } from "../compute/model";
import type { Site } from "./model";

/** What one distribution serves, and under which names. */
export interface DistributionPlan {
  readonly role: "Main" | "Hosts";
  /** Host names by what they are; each gets a record. */
  readonly names: Readonly<Record<string, string>>;
  readonly serves:
    { readonly kind: "api" } | { readonly kind: "site" } | { readonly kind: "site-and-api"; readonly paths: readonly string[] };
}

/** What the CDN reads of a platform. */
export interface CdnNeeds {
  readonly domainName: string;
  readonly services: readonly Service[];
  readonly site?: Site;
}

/**
 * Which distributions a platform needs: none, one, or two.
 *
 * CloudFront chooses by path, not by host. So a service with a host name of its own shares a distribution with a site only in appearance:
 * its paths would hide the site's. Beside a site, such names get a distribution of their own.
 *
 * @throws RangeError if a host is not covered by the certificate, or if a service leaves nothing of the site.
 */
export function cdnPlan(platform: CdnNeeds): readonly DistributionPlan[] {
  const { domainName, site } = platform;
  const services = platform.services.filter((service) => service.kind === "http");
  const main = { Apex: domainName, Www: `www.${domainName}` };
  const hosts = ownHosts(services, Object.values(main), domainName);
  if (!site) return services.length > 0 ? [{ role: "Main", names: { ...main, ...hosts }, serves: { kind: "api" } }] : [];
  const paths = sharedPaths(services, Object.values(main));
  return [
    { role: "Main", names: main, serves: paths.length > 0 ? { kind: "site-and-api", paths } : { kind: "site" } },
    ...(Object.keys(hosts).length > 0 ? [{ role: "Hosts", names: hosts, serves: { kind: "api" } } as const] : []),
  ];
}

/** Host names of services besides the platform's own, in order. */
function ownHosts(services: readonly HttpService[], main: readonly string[], domainName: string): Readonly<Record<string, string>> {
  const hosts = [...new Set(services.flatMap((service) => service.routes.hosts))].filter((host) => !main.includes(host)).sort();
  for (const host of hosts) {
    const label = host.endsWith(`.${domainName}`) ? host.slice(0, -domainName.length - 1) : "";
    if (label === "" || label.includes("."))
      throw new RangeError(
        `host "${host}" is not covered by the certificate for "${domainName}" and "*.${domainName}": use a name one level below`,
      );
  }
  return Object.fromEntries(hosts.map((host) => [host, host]));
}

/** Paths that services answer on the platform's own names. All lead to the load balancers, which know the order; so here any will do. */
function sharedPaths(services: readonly HttpService[], main: readonly string[]): readonly string[] {
  const sharing = services.filter(({ routes }) => routes.hosts.length === 0 || routes.hosts.some((host) => main.includes(host)));
  for (const { name, routes } of sharing) {
    if (routes.paths.some((path) => /^\/?[*?]*$/.test(path)))
      throw new RangeError(`service "${name}" takes the site's paths and would hide it: give it narrower routes, or a host of its own`);
  }
  return [...new Set(sharing.flatMap(({ routes }) => routes.paths))].sort();
}
