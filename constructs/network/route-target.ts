import type { ITerraformDependable } from "cdktf";
import type { RegionScope } from "../core/region-scope";
import type { Network } from "./network";

/** A region's VPC as one end of a connection. */
export interface PeeredVpc {
  /** The region's name. */
  readonly name: string;
  readonly region: RegionScope;
  readonly network: Pick<Network, "vpcId" | "cidr" | "privateSubnetIds" | "routeTableIds">;
}

/** The ends by region. */
export type PeeredVpcs = ReadonlyMap<string, PeeredVpc>;

/** What the routes to another region's VPC point to. */
export interface RouteTarget {
  readonly target: { readonly vpcPeeringConnectionId: string } | { readonly transitGatewayId: string };
  /** What must be there before the first packet takes it, besides the target itself. */
  readonly dependsOn: ITerraformDependable[];
}

/** The way from a region to another one that it is joined with. */
export type RouteTargetResolver = (from: string, to: string) => RouteTarget;

/**
 * What there is under a name.
 *
 * @throws Error if there is nothing: regions are joined that have no network, or that are not a pair.
 */
export function getOrThrow<T>(things: ReadonlyMap<string, T>, name: string): T {
  const thing = things.get(name);
  if (thing === undefined) throw new Error(`there is no "${name}" among what is joined: ${[...things.keys()].join(", ") || "nothing"}`);
  return thing;
}
