import type { Switch } from "../evacuation/switches";
import type { StackPlan } from "../plan/stack-plan";

/** A region that a plan would evacuate or restore. */
export interface TrafficChange {
  readonly kind: "restore" | "evacuate";
  readonly region: string;
  /** The affected public DNS names. */
  readonly names: readonly string[];
}

/**
 * The regions whose traffic switches a plan would flip. A commit from before an evacuation, usually an earlier tag, would undo it like any other
 * difference, as a change of two attributes. A recreated switch does not count as a traffic change.
 */
export function trafficChanges(plans: readonly StackPlan[], switches: readonly Switch[]): TrafficChange[] {
  const changes = plans.flatMap((plan) => plan.changes).filter(({ action }) => action === "update" || action === "replace");
  const flipped = switches.filter(({ address, off }) =>
    changes.some(
      ({ address: changed, before }) => changed === address && (before.disabled === true && before.invert_healthcheck === true) !== off,
    ),
  );
  const kindOf = ({ off }: Switch) => (off ? "evacuate" : "restore");
  const regions = [...new Set(flipped.map(({ region }) => region))].sort();
  return regions.flatMap((region) => {
    const mine = flipped.filter((one) => one.region === region);
    return (["restore", "evacuate"] as const).flatMap((kind) => {
      const names = mine.filter((one) => kindOf(one) === kind).map(({ name }) => name);
      return names.length > 0 ? [{ kind, region, names: [...new Set(names)].sort() }] : [];
    });
  });
}
