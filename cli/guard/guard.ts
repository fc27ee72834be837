import type { Switch } from "../evacuation/switches";
import type { Change } from "../terraform/plan-changes";
import type { StackPlan } from "../plan/stack-plan";
import type { Allowance, Allowances, LossKind } from "./allowances";
import { frozenAttributes, frozenText, type FrozenAttribute } from "./frozen";
import { regionImpacts, type RegionImpact } from "./region-impact";
import { removedFromState, dataLoss } from "./stateful";
import { trafficChanges, type TrafficChange } from "./traffic-changes";
import { reductionsOf } from "./reductions";
import { trafficCuts, trafficRemovals, type Cut, type Removal } from "./traffic";

/** A stateful resource that a plan destroys, replaces or reduces. */
export interface Loss {
  readonly stack: string;
  readonly change: Change;
  readonly kind: LossKind;
  /** Noun for reports: "database". */
  readonly noun: string;
  /** The consequence, as one or more sentences. */
  readonly consequence: string;
  /** Attributes that are reduced; only for `reduce`. */
  readonly attributes?: readonly string[];
  /** Whether an allowance matches. */
  readonly allowed: boolean;
}

/** A change that loses no data but removes protection. Reported, not blocked. */
export interface Warning {
  readonly stack: string;
  readonly change: Change;
  readonly noun: string;
  /** Attributes with reduced protection. Empty if the resource is removed from the state. */
  readonly attributes: readonly string[];
  readonly consequence: string;
}

/** A reason for blocking a plan. */
export interface Refusal {
  readonly reason: string;
  /** The allowance that unblocks it. */
  readonly toAllow: Allowance;
}

export interface PlanReview {
  readonly refusals: readonly Refusal[];
  /** All losses, allowed or not. */
  readonly losses: readonly Loss[];
  readonly warnings: readonly Warning[];
  /** Deletions without a replacement, of resources that serve. Reported, not blocked. */
  readonly removals: readonly Removal[];
  readonly impacts: readonly RegionImpact[];
  /** The environment's `rollout.changeLimit`, in percent. */
  readonly limitPercent: number;
  /** Allowances without a matching change: misspelled, or already used. */
  readonly unmatched: readonly Allowance[];
  readonly invalid: readonly string[];
}

/**
 * Blocks plans that destroy stateful resources, take away what serves before its replacement serves, change an attribute that AWS freezes, exceed the change limit of a region, or
 * undo an evacuation, unless the pull request has a matching allowance.
 *
 * @param switches the traffic switches in the code
 */
export function reviewPlans(
  plans: readonly StackPlan[],
  { allowed, invalid }: Allowances,
  limitPercent: number,
  switches: readonly Switch[] = [],
): PlanReview {
  const used = new Set<Allowance>();
  const allowing = (matches: (allowance: Allowance) => boolean): boolean => {
    const found = allowed.filter(matches);
    found.forEach((allowance) => used.add(allowance));
    return found.length > 0;
  };
  const losses = lossesOf(plans).map((loss) => ({ ...loss, allowed: allowing((one) => isSame(one, lossAllowance(loss))) }));
  // One allowance is enough for a change that is also a loss.
  const isLoss = ({ change }: { readonly change: Change }) => losses.some((loss) => loss.change === change);
  const cuts = trafficCuts(plans).filter((cut) => !isLoss(cut) && !allowing((one) => isSame(one, cutAllowance(cut))));
  const frozen = frozenAttributes(plans).filter((one) => !allowing((allowance) => isSame(allowance, frozenAllowance(one))));
  const impacts = regionImpacts(plans);
  const tooMuch = impacts.filter(({ region, percent }) => {
    const isAllowed = allowing((one) => one.kind === "change" && one.region === region && one.percent >= percent);
    return percent > limitPercent && !isAllowed;
  });
  const trafficMoves = trafficChanges(plans, switches).filter(
    (move) => !allowing((one) => one.kind === move.kind && one.region === move.region),
  );
  return {
    refusals: [
      ...trafficMoves.map(refusalOfTrafficChange),
      ...losses.filter((loss) => !loss.allowed).map(refusalOfLoss),
      ...cuts.map(refusalOfCut),
      ...frozen.map((one) => ({ reason: frozenText(one), toAllow: frozenAllowance(one) })),
      ...tooMuch.map((impact) => refusalOfImpact(impact, limitPercent)),
    ],
    losses,
    warnings: plans.flatMap(({ stack, changes }) => changes.flatMap((change) => warningsOf(stack, change))),
    removals: trafficRemovals(plans).filter((removal) => !isLoss(removal)),
    impacts,
    limitPercent,
    unmatched: allowed.filter((allowance) => !used.has(allowance)),
    invalid,
  };
}

function lossesOf(plans: readonly StackPlan[]): Omit<Loss, "allowed">[] {
  return plans.flatMap(({ stack, changes }) =>
    changes.flatMap((change) => {
      const [loss, reduction] = [dataLoss(change), reductionsOf(change).losesData];
      const kind = change.action === "replace" ? "replace" : "destroy";
      return [
        ...(loss ? [{ stack, change, kind, noun: loss.noun, consequence: loss.consequence } as const] : []),
        ...(reduction ? [{ stack, change, kind: "reduce", ...reduction, consequence: reduction.consequence } as const] : []),
      ];
    }),
  );
}

const UNMANAGED = "It keeps running and incurring costs, but deployments no longer manage it.";

function warningsOf(stack: string, change: Change): Warning[] {
  const [removed, reduction] = [removedFromState(change), reductionsOf(change).losesProtection];
  return [
    ...(removed === undefined ? [] : [{ stack, change, noun: removed, attributes: [], consequence: UNMANAGED }]),
    ...(reduction ? [{ stack, change, ...reduction }] : []),
  ];
}

type LossAllowance = Extract<Allowance, { readonly stack: string }>;

function lossAllowance({ stack, change, kind }: Omit<Loss, "allowed">): LossAllowance {
  return { kind, stack, address: change.address };
}

function cutAllowance({ stack, change }: Cut): LossAllowance {
  return { kind: "cut", stack, address: change.address };
}

function frozenAllowance({ stack, change }: FrozenAttribute): LossAllowance {
  return { kind: "force", stack, address: change.address };
}

function isSame(one: Allowance, other: LossAllowance): boolean {
  return one.kind === other.kind && one.stack === other.stack && one.address === other.address;
}

function refusalOfLoss(loss: Loss): Refusal {
  const { stack, change, kind, noun, consequence, attributes = [] } = loss;
  const which = attributes.length > 0 ? `: ${attributes.join(", ")}` : "";
  return { reason: `${stack} would ${kind} the ${noun} ${change.address}${which}. ${consequence}`, toAllow: lossAllowance(loss) };
}

function refusalOfCut(cut: Cut): Refusal {
  const { stack, change, noun, because, meaning, steps } = cut;
  return {
    reason: `${stack} would cut the ${noun} ${change.address}: ${because}. ${meaning} Instead: ${steps}`,
    toAllow: cutAllowance(cut),
  };
}

function refusalOfImpact({ region, changing, of, percent }: RegionImpact, limit: number): Refusal {
  return {
    reason: `${changing} of ${of} non-monitoring resources in ${region} (${percent}%) would change in one deployment; the limit is ${limit}%.`,
    toAllow: { kind: "change", region, percent },
  };
}

function refusalOfTrafficChange(move: TrafficChange): Refusal {
  const { kind, region, names } = move;
  const list = names.join(", ");
  const reason =
    kind === "restore"
      ? `This plan would restore public traffic to ${region}, which is evacuated: ${list}. Use \`terrace region restore\``
      : `This plan would remove public traffic from ${region}, which is in service: ${list}. Use \`terrace region evacuate\``;
  return {
    reason: `${reason}; deployments do not move traffic.`,
    toAllow: { kind, region },
  };
}
