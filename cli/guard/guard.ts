import type { Switch } from "../evacuation/switches";
import type { Change } from "../terraform/plan-changes";
import type { StackPlan } from "../plan/stack-plan";
import type { Allowance, Allowances, LossKind } from "./allowances";
import { regionImpacts, type RegionImpact } from "./region-impact";
import { removedFromState, dataLoss } from "./stateful";
import { trafficChanges, type TrafficChange } from "./traffic-changes";
import { reductionsOf } from "./reductions";

/** Something stateful that a plan destroys or replaces, or that keeps less after it. */
export interface Loss {
  readonly stack: string;
  readonly change: Change;
  readonly kind: LossKind;
  /** What it is: "database". */
  readonly what: string;
  /** What it would mean. */
  readonly losing: string;
  /** Of what is weakened: what of it. */
  readonly attributes?: readonly string[];
  /** Whether the pull request says so. */
  readonly allowed: boolean;
}

/** What loses nothing by itself, and lets a later mistake do it. It is not refused. */
export interface Warning {
  readonly stack: string;
  readonly change: Change;
  readonly what: string;
  /** Of what is less protected: what of it. Empty where it is forgotten. */
  readonly attributes: readonly string[];
  readonly means: string;
}

/** Why a plan must not be applied as it is. */
export interface Refusal {
  readonly reason: string;
  /** What the pull request would have to say. */
  readonly toAllow: Allowance;
}

export interface PlanReview {
  readonly refusals: readonly Refusal[];
  /** All that would be lost, whether it is allowed or not. */
  readonly losses: readonly Loss[];
  readonly warnings: readonly Warning[];
  readonly impacts: readonly RegionImpact[];
  /** The share of a region that may change without a word: the environment's `rollout.changeLimit`. */
  readonly limitPercent: number;
  /** What the pull request allows and no plan does: a name that is misspelt, or a line that has served. */
  readonly unmatched: readonly Allowance[];
  readonly invalid: readonly string[];
}

/**
 * Judges plans: what is stateful stays, regions change little by little, and those that people took out of the public names stay out, unless the
 * pull request says so in a named way.
 *
 * @param switches of the public names, as the code has them.
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
  const impacts = regionImpacts(plans);
  const tooMuch = impacts.filter(({ region, percent }) => {
    const named = allowing((one) => one.kind === "change" && one.region === region && one.percent >= percent);
    return percent > limitPercent && !named;
  });
  const trafficMoves = trafficChanges(plans, switches).filter(
    (move) => !allowing((one) => one.kind === move.kind && one.region === move.region),
  );
  return {
    refusals: [
      ...trafficMoves.map(refusalOfTurn),
      ...losses.filter((loss) => !loss.allowed).map(refusalOfLoss),
      ...tooMuch.map((impact) => refusalOfShare(impact, limitPercent)),
    ],
    losses,
    warnings: plans.flatMap(({ stack, changes }) => changes.flatMap((change) => warningsOf(stack, change))),
    impacts,
    limitPercent,
    unmatched: allowed.filter((allowance) => !used.has(allowance)),
    invalid,
  };
}

function lossesOf(plans: readonly StackPlan[]): Omit<Loss, "allowed">[] {
  return plans.flatMap(({ stack, changes }) =>
    changes.flatMap((change) => {
      const [loss, weaker] = [dataLoss(change), reductionsOf(change).losesData];
      const kind = change.action === "replace" ? "replace" : "destroy";
      return [
        ...(loss ? [{ stack, change, kind, what: loss.what, losing: loss.losing } as const] : []),
        ...(weaker ? [{ stack, change, kind: "reduce", ...weaker, losing: weaker.means } as const] : []),
      ];
    }),
  );
}

const FORGOTTEN = "It goes on and costs, and no deployment changes it any more.";

function warningsOf(stack: string, change: Change): Warning[] {
  const [forgotten, weaker] = [removedFromState(change), reductionsOf(change).losesProtection];
  return [
    ...(forgotten === undefined ? [] : [{ stack, change, what: forgotten, attributes: [], means: FORGOTTEN }]),
    ...(weaker ? [{ stack, change, ...weaker }] : []),
  ];
}

type LossAllowance = Extract<Allowance, { readonly stack: string }>;

function lossAllowance({ stack, change, kind }: Omit<Loss, "allowed">): LossAllowance {
  return { kind, stack, address: change.address };
}

function isSame(one: Allowance, other: LossAllowance): boolean {
  return one.kind === other.kind && one.stack === other.stack && one.address === other.address;
}

function refusalOfLoss(loss: Loss): Refusal {
  const { stack, change, kind, what, losing, attributes = [] } = loss;
  const which = attributes.length > 0 ? `: ${attributes.join(", ")}` : "";
  return { reason: `${stack} would ${kind} the ${what} ${change.address}${which}. ${losing}`, toAllow: lossAllowance(loss) };
}

function refusalOfShare({ region, changing, of, percent }: RegionImpact, limit: number): Refusal {
  return {
    reason: `${changing} of the ${of} resources that serve ${region} would change at once: ${percent}%, and ${limit}% may.`,
    toAllow: { kind: "change", region, percent },
  };
}

function refusalOfTurn(move: TrafficChange): Refusal {
  const { kind, region, names } = move;
  const what = kind === "restore" ? "come back into the public names, out of which somebody took it" : "leave the public names";
  return {
    reason: `${region} would ${what}: ${names.join(", ")}. The command for that is \`npm run evacuate\`; a deployment leaves users where they are.`,
    toAllow: { kind, region },
  };
}
