/** The place of a service on the load balancers of a region. Numbers start at 1. */
export interface Placement {
  readonly loadBalancer: number;
  /** The security group of the load balancer that has the rules for the service. */
  readonly securityGroup: number;
}

/** The place of a service without an entry in `environments/placement.json`. */
export const FIRST_PLACE: Placement = { loadBalancer: 1, securityGroup: 1 };
