import type { ITerraformDependable } from "cdktf";
import type { RegionScope } from "../core/region-scope";
import type { Network } from "./network";

/** A region's VPC as one side of a connection. */
export interface PeeredVpc {
  /** Name of the region. */
  readonly name: string;
  readonly region: RegionScope;
  readonly network: Pick<Network, "vpcId" | "cidr" | "privateSubnetIds" | "routeTableIds">;
}

/** VPCs by region. */
export type PeeredVpcs = ReadonlyMap<string, PeeredVpc>;

/** The target of routes to another region's VPC. */
export interface RouteTarget {
  readonly target: { readonly vpcPeeringConnectionId: string } | { readonly transitGatewayId: string };
  /** Resources that must exist before routes use the target, in addition to the target itself. */
  readonly dependsOn: ITerraformDependable[];
}

/** Returns the route target from a region to a connected region. */
export type RouteTargetResolver = (from: string, to: string) => RouteTarget;

/**
 * Returns the value for a name.
 *
 * @throws Error if the map has no such name: a connected region has no network, or two regions are not a pair.
 */
export function getOrThrow<T>(entries: ReadonlyMap<string, T>, name: string): T {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error(`no entry for "${name}"; there are entries for: ${[...entries.keys()].join(", ") || "nothing"}`);
  return entry;
}
