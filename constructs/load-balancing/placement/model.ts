/** The place of a service on the load balancers of a region. Numbers start at 1. */
export interface Placement {
  readonly loadBalancer: number;
  /** The security group of the load balancer that has the rules for the service. */
  readonly securityGroup: number;
}

/** The place of a service without an entry in `environments/placement.json`. */
export const FIRST_PLACE: Placement = { loadBalancer: 1, securityGroup: 1 };

/** The numbers of the load balancers that services are on, in ascending order. */
export function balancerNumbers(services: readonly { readonly placement: Pick<Placement, "loadBalancer"> }[]): readonly number[] {
  return [...new Set(services.map(({ placement }) => placement.loadBalancer))].sort((one, other) => one - other);
}
