import type { Construct } from "constructs";
import { LIMITS } from "../../aws/limits";
import { chunkSuffix, chunks } from "../../language/chunks";
import { SecurityGroup, type SecurityGroupProps } from "./security-group";

/** Default quota of rules per security group and direction. */
export const GROUP_RULES = LIMITS["vpc.ingress-rules"].value;

/** The group of a consumer's rule, and whether the rule can move to another group. */
export interface ConsumerGroup {
  readonly group: SecurityGroup;
  readonly moves?: boolean;
}

export interface ConsumerGroupsProps extends SecurityGroupProps {
  /** Names of the region's workloads that use the resource. Each adds one rule. @default none */
  readonly consumers?: readonly string[];
  /** Rules for other regions, all of them in the first group. @default 0 */
  readonly remoteRules?: number;
}

/**
 * The security groups of a resource: one, and one more for every 60 consumers, because a group has at most 60 rules. Consumers are assigned to
 * groups in the order of their names, so that a new one can move the rule of another consumer to the next group; such rules are created before
 * the old ones are deleted.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
 */
export class ConsumerGroups {
  /** The group with the rules for other regions. */
  public readonly first: SecurityGroup;
  private readonly others: readonly SecurityGroup[];
  private readonly numbers: ReadonlyMap<string, number>;

  /** @param id of the first group; the IDs of the others have a number. */
  public constructor(scope: Construct, id: string, { consumers = [], remoteRules = 0, ...group }: ConsumerGroupsProps) {
    const sorted = [...consumers].sort();
    const inFirst = Math.max(0, GROUP_RULES - remoteRules);
    const parts = [sorted.slice(0, inFirst), ...chunks(sorted.slice(inFirst), GROUP_RULES)];
    this.numbers = new Map(parts.flatMap((names, index) => names.map((name) => [name, index] as const)));
    const [first, ...others] = parts.map((_names, index) => {
      const ending = chunkSuffix(index);
      return new SecurityGroup(scope, `${id}${ending}`, { ...group, role: `${group.role}${ending}` });
    });
    if (!first) throw new Error(`"${scope.node.path}" has no security group`);
    this.first = first;
    this.others = others;
  }

  /** The IDs of all groups, for the resource's network interfaces. */
  public get ids(): string[] {
    return [this.first, ...this.others].map(({ securityGroupId }) => securityGroupId);
  }

  /** The group of a consumer's rule. */
  public of(consumer: string): ConsumerGroup {
    const number = this.numbers.get(consumer) ?? 0;
    const group = [this.first, ...this.others][number] ?? this.first;
    return { group, ...(this.others.length > 0 && { moves: true }) };
  }
}
