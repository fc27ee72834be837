import type { S3Client } from "@aws-sdk/client-s3";
import { oneOf } from "../../language/nearest";
import { GROUP_LAYERS, type GroupLayer, groupOfStack, parseStackName, stackOfStateKey } from "../../stacks/names";
import { Refused } from "../problem";
import { listKeys, readState, type State } from "../state/states";
import type { StackPlan } from "./stack-plan";

/** A resource of a deployed workload, or an alarm, that a plan would create again in the stack of another group. */
export interface MovedResource {
  readonly type: string;
  /** Its name in Terraform, which is the same in every stack. */
  readonly resource: string;
  readonly from: string;
  readonly to: string;
}

/** The states of an environment. */
export interface States {
  readonly names: () => Promise<readonly string[]>;
  readonly read: (stack: string) => Promise<Pick<State, "resources"> | undefined>;
}

export function statesIn(client: S3Client, bucket: string): States {
  return {
    names: async () => (await listKeys(client, bucket)).flatMap((key) => stackOfStateKey(key) ?? []),
    read: (stack) => readState(client, bucket, stack),
  };
}

const SERVICE = "aws_ecs_service";

/**
 * Resources whose physical name is the same in every group, by the layer of their stack. AWS accepts each name once: a second service is
 * rejected, and the alarm that one stack has just written is deleted by the other.
 */
const NAMED_TYPES: Readonly<Record<GroupLayer, string>> = { service: SERVICE, watch: "aws_cloudwatch_metric_alarm" };

/** The type of the named resources of a stack; undefined if groups have no stack of its layer. */
function namedTypeIn(stack: string): string | undefined {
  const layer = parseStackName(stack)?.layer;
  return GROUP_LAYERS.flatMap((one) => (one === layer ? [NAMED_TYPES[one]] : []))[0];
}

/**
 * Workloads and alarms that plans would create while the state of another group has them. The states are compared, not only the plans: the stack of
 * a removed group has no plan, and plans of one group do not contain the other stacks.
 */
export async function movedResources(plans: readonly StackPlan[], states: States): Promise<readonly MovedResource[]> {
  const created = plans.flatMap(({ stack, changes }) => {
    const wanted = namedTypeIn(stack);
    return changes.flatMap(({ action, type, address }) =>
      action === "create" && type === wanted ? [{ to: stack, type, resource: address.slice(type.length + 1) }] : [],
    );
  });
  if (created.length === 0) return [];
  const names = await states.names();
  const found: MovedResource[] = [];
  // Several groups of a region compare with the same states.
  const read = new Map<string, ReadonlySet<string>>();
  for (const stack of new Set(created.map(({ to }) => to)))
    for (const from of names.filter((name) => isOtherGroup(name, stack))) {
      const deployed = read.get(from) ?? namedIn(await states.read(from), namedTypeIn(from));
      read.set(from, deployed);
      found.push(...created.filter(({ to, resource }) => to === stack && deployed.has(resource)).map((one) => ({ ...one, from })));
    }
  return found;
}

function namedIn(state: Pick<State, "resources"> | undefined, wanted: string | undefined): ReadonlySet<string> {
  const resources = state?.resources.filter(({ mode, type, instances }) => mode === "managed" && type === wanted && instances.length > 0);
  return new Set(resources?.map(({ name }) => name));
}

/** Whether two stacks are the same stack of different groups in the same region. */
function isOtherGroup(name: string, other: string): boolean {
  const [one, two] = [parseStackName(name), parseStackName(other)];
  const isSamePlace = one?.environment === two?.environment && one?.region === two?.region;
  return name !== other && isSamePlace && one?.layer === two?.layer && namedTypeIn(name) !== undefined;
}

/**
 * Rejects plans that move a deployed workload or its alarms to another group: the new stack would create an ECS service whose name is in use, and the
 * other stack would delete it with its log group. Alarms would be deleted after they were created.
 *
 * @throws a problem with the steps of a move.
 */
export async function rejectMoves(plans: readonly StackPlan[], states: States): Promise<void> {
  const moved = await movedResources(plans, states);
  if (moved.length > 0) throw new Refused(movedText(moved));
}

/** `Service-api_Service_Resource_1A2B3C4D` → `api`, `Alarms_queue-emails_Failing_1A2B3C4D` → `alarms of queue-emails` */
function ownerOf({ type, resource }: MovedResource): string {
  if (type === SERVICE) return /^(?:Service|Worker)-([a-z0-9-]+)_/.exec(resource)?.[1] ?? resource;
  return `alarms of ${watchOf(resource)}`;
}

function watchOf(resource: string): string {
  return /^Alarms_([a-z0-9-]+)_/.exec(resource)?.[1] ?? resource;
}

/** The parts of the addresses that belong to a moved resource. */
function addressesOf(moved: MovedResource): readonly string[] {
  if (moved.type !== SERVICE) return [`Alarms_${watchOf(moved.resource)}_`, `Composites_${watchOf(moved.resource)}-`];
  const name = ownerOf(moved);
  return [`Service-${name}_`, `Worker-${name}_`, `Target-${name}_`, `ServiceAlarms_${name}_`];
}

function groupText(stack: string): string {
  const group = groupOfStack(stack);
  return group === undefined ? "the default group" : `group "${group}"`;
}

function movedText(moved: readonly MovedResource[]): string {
  const [first] = moved;
  const addresses = first ? oneOf(addressesOf(first).map((part) => `\`${part}\``)) : "";
  const hasMonitoring = first?.type === SERVICE;
  const lines = moved.map((one) => {
    const { from, to } = one;
    return `  received  ${ownerOf(one)}: deployed in ${from} (${groupText(from)}), planned in ${to} (${groupText(to)})`;
  });
  return [
    "Nothing was changed: deployed workloads or alarms would be created in another group while they still exist in their own.",
    ...new Set(lines),
    "  allowed   the group in which a workload or the monitoring of a resource is deployed",
    "  fix       Restore `groups` in the environment. To move them without downtime, move their resources between the states first",
    "            (docs/guides/groups.md, “Move a workload”):",
    `            1. Pull the states of ${first?.from ?? ""} and ${first?.to ?? ""} with \`terraform state pull\`.`,
    `            2. \`terraform state mv\` every address with ${addresses} in its name.`,
    `            3. Push both states, the receiving one first${hasMonitoring ? ", and repeat the steps for the monitoring stacks of both groups" : ""}.`,
    "            4. Plan again: the plan then has no changes of these resources.",
  ].join("\n");
}
