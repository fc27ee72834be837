import type { Switch } from "../evacuation/switches";
import type { StackPlan } from "../plan/stack-plan";

/** A region that a plan would take out of public names, or put back into them. */
export interface TrafficChange {
  readonly kind: "restore" | "evacuate";
  readonly region: string;
  /** The public names. */
  readonly names: readonly string[];
}

/**
 * The regions whose switches a plan would turn. A commit that knows nothing of an evacuation, an earlier tag above all, would undo it like any other
 * difference: a change of two attributes among many. A switch that is made anew is none that is turned.
 */
export function trafficChanges(plans: readonly StackPlan[], switches: readonly Switch[]): TrafficChange[] {
  const changes = plans.flatMap((plan) => plan.changes).filter(({ action }) => action === "update" || action === "replace");
  const turned = switches.filter(({ address, off }) =>
    changes.some(
      ({ address: changed, before }) => changed === address && (before.disabled === true && before.invert_healthcheck === true) !== off,
    ),
  );
  const kindOf = ({ off }: Switch) => (off ? "evacuate" : "restore");
  const regions = [...new Set(turned.map(({ region }) => region))].sort();
  return regions.flatMap((region) => {
    const mine = turned.filter((one) => one.region === region);
    return (["restore", "evacuate"] as const).flatMap((kind) => {
      const names = mine.filter((one) => kindOf(one) === kind).map(({ name }) => name);
      return names.length > 0 ? [{ kind, region, names: [...new Set(names)].sort() }] : [];
    });
  });
}
