import type { Switch } from "../../evacuation/switches";
import type { Change } from "../../terraform/plan-changes";
import type { StackPlan } from "../plan/stack-plan";
import type { Allowance, Allowances } from "./allowances";
import { sharesOf, type Share } from "./share";
import { lossOf } from "./stateful";
import { turnsOf, type Turn } from "./turns";

/** Something stateful that a plan destroys or replaces. */
export interface Loss {
  readonly stack: string;
  readonly change: Change;
  /** What it is: "database". */
  readonly what: string;
  /** What it would mean. */
  readonly losing: string;
  /** Whether the pull request says so. */
  readonly allowed: boolean;
}

/** Why a plan must not be applied as it is. */
export interface Refusal {
  readonly reason: string;
  /** What the pull request would have to say. */
  readonly toAllow: Allowance;
}

export interface Judgement {
  readonly refusals: readonly Refusal[];
  /** All that would be lost, whether it is allowed or not. */
  readonly losses: readonly Loss[];
  readonly shares: readonly Share[];
  /** The share of a region that may change without a word: the environment's `rollout.changeLimit`. */
  readonly limitPercent: number;
  /** What the pull request allows and no plan does: a name that is misspelt, or a line that has served. */
  readonly unused: readonly Allowance[];
  readonly misread: readonly string[];
}

/**
 * Judges plans: what is stateful stays, regions change little by little, and those that people took out of the public names stay out, unless the
 * pull request says so in a named way.
 *
 * @param switches of the public names, as the code has them.
 */
export function judge(
  plans: readonly StackPlan[],
  { allowed, misread }: Allowances,
  limitPercent: number,
  switches: readonly Switch[] = [],
): Judgement {
  const used = new Set<Allowance>();
  const allowing = (matches: (allowance: Allowance) => boolean): boolean => {
    const found = allowed.filter(matches);
    found.forEach((allowance) => used.add(allowance));
    return found.length > 0;
  };
  const losses = lossesOf(plans).map((loss) => ({ ...loss, allowed: allowing((one) => isSame(one, lossAllowance(loss))) }));
  const shares = sharesOf(plans);
  const tooMuch = shares.filter(({ region, percent }) => {
    const named = allowing((one) => one.kind === "share" && one.region === region && one.percent >= percent);
    return percent > limitPercent && !named;
  });
  const turns = turnsOf(plans, switches).filter((turn) => !allowing((one) => one.kind === turn.kind && one.region === turn.region));
  return {
    refusals: [
      ...turns.map(refusalOfTurn),
      ...losses.filter((loss) => !loss.allowed).map(refusalOfLoss),
      ...tooMuch.map((share) => refusalOfShare(share, limitPercent)),
    ],
    losses,
    shares,
    limitPercent,
    unused: allowed.filter((allowance) => !used.has(allowance)),
    misread,
  };
}

function lossesOf(plans: readonly StackPlan[]): Omit<Loss, "allowed">[] {
  return plans.flatMap(({ stack, changes }) =>
    changes.flatMap((change) => {
      const loss = lossOf(change);
      return loss ? [{ stack, change, what: loss.what, losing: loss.losing }] : [];
    }),
  );
}

type LossAllowance = Extract<Allowance, { readonly stack: string }>;

function lossAllowance({ stack, change }: Omit<Loss, "allowed">): LossAllowance {
  return { kind: change.action === "replace" ? "replace" : "destroy", stack, address: change.address };
}

function isSame(one: Allowance, other: LossAllowance): boolean {
  return one.kind === other.kind && one.stack === other.stack && one.address === other.address;
}

function refusalOfLoss(loss: Loss): Refusal {
  const { stack, change, what, losing } = loss;
  return { reason: `${stack} would ${verbOf(change)} the ${what} ${change.address}. ${losing}`, toAllow: lossAllowance(loss) };
}

/** The verb for a change that loses something. */
export function verbOf({ action }: Change): "replace" | "destroy" {
  return action === "replace" ? "replace" : "destroy";
}

function refusalOfShare({ region, changing, of, percent }: Share, limit: number): Refusal {
  return {
    reason: `${changing} of the ${of} resources that serve ${region} would change at once: ${percent}%, and ${limit}% may.`,
    toAllow: { kind: "share", region, percent },
  };
}

function refusalOfTurn(turn: Turn): Refusal {
  const { kind, region, names } = turn;
  const what = kind === "restore" ? "come back into the public names, out of which somebody took it" : "leave the public names";
  return {
    reason: `${region} would ${what}: ${names.join(", ")}. The command for that is \`npm run evacuate\`; a deployment leaves users where they are.`,
    toAllow: { kind, region },
  };
}
