import { httpServices } from "../compute/balancers";
import type { HttpService, Service } from "../compute/model";
import { coveringPatterns } from "../load-balancing/route-priority";
import type { Site } from "./model";

/** The contents and host names of one distribution. */
export interface DistributionPlan {
  readonly role: "Main" | "Hosts";
  /** Host names by role; each gets a record. */
  readonly names: Readonly<Record<string, string>>;
  readonly serves:
    { readonly kind: "api" } | { readonly kind: "site" } | { readonly kind: "site-and-api"; readonly paths: readonly string[] };
}

/** The parts of a platform that the CDN reads. */
export interface CdnNeeds {
  readonly domainName: string;
  readonly services: readonly Service[];
  readonly site?: Site;
}

/**
 * The distributions that a platform needs: none, one, or two.
 *
 * CloudFront routes by path, not by host. If a service with its own host name shared a distribution with a site, its paths would hide the
 * site's. Therefore such host names get a separate distribution if there is a site.
 *
 * @throws RangeError if a host is not covered by the certificate, or if the routes of a service hide the whole site.
 */
export function cdnPlan(platform: CdnNeeds): readonly DistributionPlan[] {
  const { domainName, site } = platform;
  const services = httpServices(platform.services);
  const main = { Apex: domainName, Www: `www.${domainName}` };
  const hosts = ownHosts(services, Object.values(main), domainName);
  if (!site) return services.length > 0 ? [{ role: "Main", names: { ...main, ...hosts }, serves: { kind: "api" } }] : [];
  const paths = sharedPaths(services, Object.values(main));
  return [
    { role: "Main", names: main, serves: paths.length > 0 ? { kind: "site-and-api", paths } : { kind: "site" } },
    ...(Object.keys(hosts).length > 0 ? [{ role: "Hosts", names: hosts, serves: { kind: "api" } } as const] : []),
  ];
}

/** Host names of services other than the platform's own, sorted. */
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

/**
 * Paths of services on the platform's own host names. All of them route to the load balancers, which evaluate the rule priorities, so the
 * order here does not matter.
 */
function sharedPaths(services: readonly HttpService[], main: readonly string[]): readonly string[] {
  const sharing = services.filter(({ routes }) => routes.hosts.length === 0 || routes.hosts.some((host) => main.includes(host)));
  for (const { name, routes } of sharing) {
    if (routes.paths.some((path) => /^\/?[*?]*$/.test(path)))
      throw new RangeError(
        `service "${name}" has routes for all paths of the site and would hide it: use narrower routes, or a separate host`,
      );
  }
  const paths = new Set(sharing.flatMap(({ routes }) => routes.paths));
  // All behaviors of services are the same, so a path that another one covers needs none.
  return [...paths].filter((path) => !coveringPatterns(path).some((pattern) => paths.has(pattern))).sort();
}
