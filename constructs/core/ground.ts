/** The parts of a VPC that a stateful resource needs. `Network` implements it. */
export interface IsolatedNetwork {
  readonly vpcId: string;
  /** One per zone, without a route into or out of the VPC. */
  readonly isolatedSubnetIds: readonly string[];
}

/** The parts of a private zone that a record needs. `PrivateZone` implements it. */
export interface NameZone {
  readonly zoneId: string;
  /** For example `prod.internal`. */
  readonly name: string;
}
