/** What a resource that keeps data needs of the VPC that it is in: a `Network` has it. */
export interface IsolatedNetwork {
  readonly vpcId: string;
  /** One in each zone, without a way in or out of the VPC. */
  readonly isolatedSubnetIds: readonly string[];
}

/** What a private name needs of its zone: a `PrivateZone` has it. */
export interface NameZone {
  readonly zoneId: string;
  /** For example `prod.internal`. */
  readonly name: string;
}
