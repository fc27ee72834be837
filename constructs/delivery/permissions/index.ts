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

/** The policies of the deploy role, one for each part, because AWS limits the length of a policy. */
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

/** Actions for all resource types of stacks. */
export const RESOURCE_RIGHTS: RightsTable = mergeTables<Rights>(Object.values(POLICY_PARTS));

/** Read actions of data sources and ephemeral resources. */
export const LOOKUP_RIGHTS = mergeTables<Rights["read"]>([
  ...KIND_RIGHTS.map(({ lookups = {} }) => lookups),
  {
    // Every principal can read its own identity.
    aws_caller_identity: [],
    aws_ec2_managed_prefix_list: actionsOf("ec2")("DescribeManagedPrefixLists GetManagedPrefixListEntries"),
  },
]);

/** Terraform's built-in types, which need no AWS permissions except those on states. */
export const WITHOUT_RIGHTS: readonly string[] = ["terraform_data", "terraform_remote_state"];

/** All actions for planning, sorted. */
export function readActions(): readonly string[] {
  return distinct([...Object.values(RESOURCE_RIGHTS).flatMap(({ read }) => read), ...Object.values(LOOKUP_RIGHTS).flat()]);
}

/** Actions for deploying a part, sorted, without those for planning. */
export function writeActions(part: Part): readonly string[] {
  const read = new Set(readActions());
  const table: RightsTable = POLICY_PARTS[part];
  return distinct(Object.values(table).flatMap(({ write }) => write)).filter((action) => !read.has(action));
}

function distinct(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].sort();
}
