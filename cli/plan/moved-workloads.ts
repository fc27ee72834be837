import type { S3Client } from "@aws-sdk/client-s3";
import { groupOfStack, parseStackName, stackOfStateKey } from "../../stacks/names";
import { Refused } from "../problem";
import { listKeys, readState, type State } from "../state/states";
import type { StackPlan } from "./stack-plan";

/** A deployed service or worker that a plan would create again in the stack of another group. */
export interface MovedWorkload {
  /** Name of its ECS service in Terraform, which is the same in every stack. */
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
 * Workloads that plans would create while the state of another group has them. The states are compared, not only the plans: the stack of a removed
 * group has no plan, and plans of one group do not contain the other stacks.
 */
export async function movedWorkloads(plans: readonly StackPlan[], states: States): Promise<readonly MovedWorkload[]> {
  const created = plans.flatMap(({ stack, changes }) =>
    changes.flatMap(({ action, type, address }) =>
      action === "create" && type === SERVICE ? [{ to: stack, resource: address.slice(SERVICE.length + 1) }] : [],
    ),
  );
  if (created.length === 0) return [];
  const names = await states.names();
  const found: MovedWorkload[] = [];
  // Several groups of a region compare with the same states.
  const read = new Map<string, ReadonlySet<string>>();
  for (const stack of new Set(created.map(({ to }) => to)))
    for (const from of names.filter((name) => isOtherGroup(name, stack))) {
      const deployed = read.get(from) ?? servicesIn(await states.read(from));
      read.set(from, deployed);
      found.push(...created.filter(({ to, resource }) => to === stack && deployed.has(resource)).map((one) => ({ ...one, from })));
    }
  return found;
}

function servicesIn(state: Pick<State, "resources"> | undefined): ReadonlySet<string> {
  const services = state?.resources.filter(({ mode, type, instances }) => mode === "managed" && type === SERVICE && instances.length > 0);
  return new Set(services?.map(({ name }) => name));
}

/** Whether two stacks have the services of different groups in the same region. */
function isOtherGroup(name: string, other: string): boolean {
  const [one, two] = [parseStackName(name), parseStackName(other)];
  const isSamePlace = one?.environment === two?.environment && one?.region === two?.region;
  return name !== other && isSamePlace && one?.layer === "service" && two?.layer === "service";
}

/**
 * Rejects plans that move a deployed workload to another group: the new stack would create an ECS service whose name is in use, and the other stack
 * would delete it with its log group.
 *
 * @throws a problem with the steps of a move.
 */
export async function rejectMoves(plans: readonly StackPlan[], states: States): Promise<void> {
  const moved = await movedWorkloads(plans, states);
  if (moved.length > 0) throw new Refused(movedText(moved));
}

/** `Service-api_Service_Resource_1A2B3C4D` */
function workloadOf(resource: string): string {
  return /^(?:Service|Worker)-([a-z0-9-]+)_/.exec(resource)?.[1] ?? resource;
}

function groupText(stack: string): string {
  const group = groupOfStack(stack);
  return group === undefined ? "the default group" : `group "${group}"`;
}

function movedText(moved: readonly MovedWorkload[]): string {
  const [first] = moved;
  const name = first ? workloadOf(first.resource) : "";
  return [
    "Nothing was changed: deployed workloads would be created in another group while they still run in their own.",
    ...moved.map(
      ({ resource, from, to }) =>
        `  received  ${workloadOf(resource)}: deployed in ${from} (${groupText(from)}), planned in ${to} (${groupText(to)})`,
    ),
    "  allowed   the group in which a workload is deployed",
    "  fix       Restore `groups` in the environment. To move a workload without downtime, move its resources between the states first",
    "            (docs/guides/groups.md, “Move a workload”):",
    `            1. Pull the states of ${first?.from ?? ""} and ${first?.to ?? ""} with \`terraform state pull\`.`,
    `            2. \`terraform state mv\` every address with \`Service-${name}_\`, \`Worker-${name}_\`, \`Target-${name}_\` or \`ServiceAlarms_${name}_\` in its name.`,
    "            3. Push both states, the receiving one first, and repeat the steps for the monitoring stacks of both groups.",
    "            4. Plan again: the plan then has no changes of the workload.",
  ].join("\n");
}
