import { describe } from "../reach/graph";
import type { RecordSet } from "./records";

/** Records of one zone, name and type: those that Route 53 chooses among. */
export type Group = readonly [RecordSet, ...RecordSet[]];

/**
 * Puts records in groups.
 *
 * @throws if Route 53 would refuse one of them beside the others of its name.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
 */
export function groupsOf(records: readonly RecordSet[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, [RecordSet, ...RecordSet[]]>();
  for (const record of records) {
    const group = groups.get(keyOf(record));
    if (group) group.push(record);
    else groups.set(keyOf(record), [record]);
  }
  for (const group of groups.values()) assertGroup(group);
  for (const { zone, name, type } of records) {
    const other = records.find((each) => each.zone.key === zone.key && each.name === name && each.type !== type);
    // "If you create a CNAME record for a subdomain, you cannot create any other records for that subdomain."
    // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat
    if (type === "CNAME" && other) throw new Error(`${name} is a CNAME and has a record of type ${other.type} too`);
  }
  return groups;
}

export function keyOf({ zone, name, type }: Pick<RecordSet, "zone" | "name" | "type">): string {
  return `${zone.key} ${name} ${type}`;
}

function assertGroup(group: Group): void {
  const [{ name, type, policy }] = group;
  const refuse = (why: string): never => {
    throw new Error(
      `Route 53 would refuse the records of ${name} (${type}): ${why}: ${group.map(({ node }) => describe(node)).join(", ")}`,
    );
  };
  // "You can't create non-latency resource record sets that have the same values for the Name and Type elements as latency resource
  // record sets", and so for each policy.
  if (group.some((each) => each.policy.kind !== policy.kind)) refuse("they have different routing policies");
  if (policy.kind === "simple") {
    if (group.length > 1) refuse("only one simple record may have a name");
    return;
  }
  const identifiers = group.map(({ setIdentifier }) => setIdentifier);
  if (identifiers.includes(undefined)) refuse("one has no set identifier");
  if (new Set(identifiers).size < group.length) refuse("two have the same set identifier");
  const places = group.map((each) => placeOf(each.policy));
  if (policy.kind !== "weighted" && new Set(places).size < group.length) refuse(`two are for ${places.join(" and ")}`);
}

/** What only one record of a group may stand for. */
function placeOf(policy: RecordSet["policy"]): string {
  return policy.kind === "latency" ? policy.region : policy.kind === "failover" ? policy.role : "";
}
