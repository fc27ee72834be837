/**
 * The order in which the monitoring stacks of groups are deployed: a stack whose alarms refer to alarms of another group is deployed after it.
 *
 * @example
 * const order = new GroupOrder();
 * order.follow("media", ["checkout"]); // true
 * order.follow("checkout", ["media"]); // false, because the order would be circular
 */
export class GroupOrder {
  private readonly before = new Map<string, Set<string>>();

  /** The groups that must be deployed before a group, without those before them. */
  public of(group: string): readonly string[] {
    return [...(this.before.get(group) ?? [])].sort();
  }

  /** Deploys `group` after others. Returns false, and changes nothing, if one of them is already deployed after `group`. */
  public follow(group: string, others: readonly string[]): boolean {
    const before = others.filter((other) => other !== group);
    if (before.some((other) => this.isBefore(group, other))) return false;
    if (before.length > 0) this.before.set(group, new Set([...(this.before.get(group) ?? []), ...before]));
    return true;
  }

  private isBefore(one: string, other: string): boolean {
    return this.of(other).some((home) => home === one || this.isBefore(one, home));
  }
}
