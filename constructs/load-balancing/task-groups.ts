import type { Construct } from "constructs";
import { SecurityGroup } from "../core/security-group";
import { numbered } from "./numbered";

export interface TaskGroupsProps {
  readonly vpcId: string;
  readonly role: string;
  readonly description: string;
  /** How many groups the load balancer has. */
  readonly count: number;
}

/**
 * The security groups through which a load balancer reaches its tasks. A group has at most 60 rules in one direction, so that more than 60
 * services need several groups.
 */
export function createTaskGroups(
  scope: Construct,
  { vpcId, role, description, count }: TaskGroupsProps,
): readonly [SecurityGroup, ...SecurityGroup[]] {
  const create = (number: number) => {
    const name = number === 1 ? role : `${role}-group-${number}`;
    return new SecurityGroup(scope, numbered("SecurityGroup", number), { vpcId, role: name, description });
  };
  return [create(1), ...Array.from({ length: count - 1 }, (_, index) => create(index + 2))];
}

/** The group with a number. */
export function taskGroup(groups: readonly SecurityGroup[], number: number): SecurityGroup {
  const group = groups[number - 1];
  if (group) return group;
  throw new RangeError(
    `the load balancer has ${groups.length} security groups for tasks, so it has no group ${number}: pass a larger number of groups`,
  );
}
