import { describe } from "../reach/graph";
import type { RecordSet } from "./records";

/** The records of one zone, name and type. Route 53 chooses among them. */
export type Group = readonly [RecordSet, ...RecordSet[]];

/**
 * Groups records by zone, name and type.
 *
 * @throws if Route 53 would reject a record because of the other records of its name.
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
    if (type === "CNAME" && other) throw new Error(`${name} is a CNAME and also has a record of type ${other.type}`);
  }
  return groups;
}

export function keyOf({ zone, name, type }: Pick<RecordSet, "zone" | "name" | "type">): string {
  return `${zone.key} ${name} ${type}`;
}

function assertGroup(group: Group): void {
  const [{ name, type, policy }] = group;
  const reject = (why: string): never => {
    throw new Error(
      `Route 53 would reject the records of ${name} (${type}): ${why}: ${group.map(({ node }) => describe(node)).join(", ")}`,
    );
  };
  // "You can't create non-latency resource record sets that have the same values for the Name and Type elements as latency resource
  // record sets". The same applies to every policy.
  if (group.some((each) => each.policy.kind !== policy.kind)) reject("different routing policies");
  if (policy.kind === "simple") {
    if (group.length > 1) reject("only one simple record is allowed per name");
    return;
  }
  const identifiers = group.map(({ setIdentifier }) => setIdentifier);
  if (identifiers.includes(undefined)) reject("a record has no set identifier");
  if (new Set(identifiers).size < group.length) reject("duplicate set identifier");
  const places = group.map((each) => placeOf(each.policy));
  if (policy.kind !== "weighted" && new Set(places).size < group.length) reject(`duplicate values: ${places.join(", ")}`);
}

/** The value that must be unique within a group: the region or the failover role. */
function placeOf(policy: RecordSet["policy"]): string {
  return policy.kind === "latency" ? policy.region : policy.kind === "failover" ? policy.role : "";
}
