import { byDistance } from "./distance";
import type { Group } from "./groups";
import type { RecordSet } from "./records";

/** A record that Route 53 returns, and its share of the queries. */
export interface Chosen {
  readonly record: RecordSet;
  readonly share: number;
}

/**
 * The records of a group that Route 53 returns to a client, by routing policy and health.
 *
 * - "If a record […] doesn't have an associated health check, Route 53 always considers it healthy": `isHealthy` implements this rule.
 * - "If none of the records in a group of records are healthy, […] Route 53 considers all the records in the group to be healthy and
 *   selects one based on the routing policy and on the values that you specify for each record."
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
export function choose(group: Group, from: string, isHealthy: (record: RecordSet) => boolean): readonly Chosen[] {
  const healthy = group.filter(isHealthy);
  const candidates = healthy.length > 0 ? healthy : group;
  const [{ policy }] = group;
  switch (policy.kind) {
    case "simple":
      return always(group);
    case "latency":
      return always(nearest(candidates, from));
    case "failover":
      // If both are unhealthy, "Route 53 returns the primary record". The rule above gives the same result.
      return always(
        candidates.filter((each) => each.policy.kind === "failover" && each.policy.role === "PRIMARY"),
        candidates,
      );
    case "weighted":
      return byWeight(weightedCandidates(group, candidates, isHealthy));
  }
}

function always([first]: readonly RecordSet[], [otherwise]: readonly RecordSet[] = []): readonly Chosen[] {
  const record = first ?? otherwise;
  return record ? [{ record, share: 1 }] : [];
}

/**
 * "Route 53 selects the latency resource record set that has the lowest latency between the end user and the associated Amazon EC2
 * Region", and the one with the next-best latency if that is unhealthy.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html#Route53-Type-ResourceRecordSet-Region
 */
function nearest(records: readonly RecordSet[], from: string): readonly RecordSet[] {
  const regionOf = ({ policy }: RecordSet) => (policy.kind === "latency" ? policy.region : "");
  const [region] = byDistance(from, records.map(regionOf));
  return records.filter((record) => regionOf(record) === region);
}

/**
 * The candidates of a weighted choice: "Route 53 initially considers only the nonzero weighted records, if any. If all the
 * records that have a weight greater than 0 are unhealthy, then Route 53 considers the zero-weighted records."
 *
 * @throws if the documentation does not cover the group: it covers only groups in which all records have a health check. Without health
 * checks, a record of weight 0 is never returned if another record has a weight.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html
 */
function weightedCandidates(
  group: Group,
  candidates: readonly RecordSet[],
  isHealthy: (record: RecordSet) => boolean,
): readonly RecordSet[] {
  const weights = (records: readonly RecordSet[]) => records.filter((record) => weightOf(record) > 0);
  if (weights(group).length === 0) return candidates;
  if (weights(candidates).length > 0) return weights(candidates);
  assertZeroWeightsAreDocumented(group);
  return group.some(isHealthy) ? candidates : weights(group);
}

/** @throws if AWS does not document how Route 53 treats the group's records of weight 0. */
export function assertZeroWeightsAreDocumented(group: Group): void {
  const unchecked = group.filter(({ healthCheck, routesTo }) => !healthCheck && !(routesTo.kind === "alias" && routesTo.evaluatesHealth));
  if (unchecked.length === 0) return;
  const names = unchecked.map(({ setIdentifier }) => setIdentifier ?? "").join(", ");
  throw new Error(
    `${group[0].name}: AWS does not document when records of weight 0 are returned if some records have no health check: ${names}`,
  );
}

/** "If you set Weight to 0 for all resource record sets […], traffic is routed to all resources with equal probability." */
function byWeight(records: readonly RecordSet[]): readonly Chosen[] {
  const sum = records.reduce((total, record) => total + weightOf(record), 0);
  return records.map((record) => ({ record, share: sum === 0 ? 1 / records.length : weightOf(record) / sum }));
}

export function weightOf({ policy }: RecordSet): number {
  return policy.kind === "weighted" ? policy.weight : 0;
}
