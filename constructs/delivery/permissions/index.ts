import { type Rights, type RightsTable, actionsOf } from "../../core/actions";
import { mergeTables } from "../../core/merge-tables";
import { KIND_RIGHTS } from "../../registry";
import { COMPUTE } from "./compute";
import { DATA } from "./data";
import { EDGE } from "./edge";
import { IDENTITY } from "./identity";
import { NETWORK } from "./network";
import { TELEMETRY } from "./telemetry";
import { MONITORING } from "./monitoring";

/** The parts that rights to deploy are handed out in, a policy for each: AWS bounds the length of one. */
export const POLICY_PARTS = {
  network: NETWORK,
  compute: COMPUTE,
  data: DATA,
  edge: EDGE,
  watching: MONITORING,
  telemetry: TELEMETRY,
  identity: IDENTITY,
} as const;

export type Part = keyof typeof POLICY_PARTS;

/** All types of resources that stacks are made of. */
export const RESOURCE_RIGHTS: RightsTable = mergeTables<Rights>(Object.values(POLICY_PARTS));

/** What data sources and ephemeral resources read. */
export const LOOKUP_RIGHTS = mergeTables<Rights["read"]>([
  ...KIND_RIGHTS.map(({ lookups = {} }) => lookups),
  {
    // Everyone may ask who they are.
    aws_caller_identity: [],
    aws_ec2_managed_prefix_list: actionsOf("ec2")("DescribeManagedPrefixLists GetManagedPrefixListEntries"),
  },
]);

/** What of Terraform's own needs no right of AWS but those on the states. */
export const WITHOUT_RIGHTS: readonly string[] = ["terraform_data", "terraform_remote_state"];

/** Actions to plan anything, sorted. */
export function readActions(): readonly string[] {
  return distinct([...Object.values(RESOURCE_RIGHTS).flatMap(({ read }) => read), ...Object.values(LOOKUP_RIGHTS).flat()]);
}

/** Actions to deploy a part, sorted; what is to be read for it is among the actions to plan. */
export function writeActions(part: Part): readonly string[] {
  const read = new Set(readActions());
  const table: RightsTable = POLICY_PARTS[part];
  return distinct(Object.values(table).flatMap(({ write }) => write)).filter((action) => !read.has(action));
}

function distinct(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].sort();
}
