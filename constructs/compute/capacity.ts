import type { Capacity } from "./model";

/** One entry of a capacity provider strategy. */
export interface StrategyItem {
  readonly capacityProvider: "FARGATE" | "FARGATE_SPOT";
  readonly base: number;
  readonly weight: number;
}

/**
 * The capacity provider strategy of a service: the base always on Fargate, what comes after it by weight. Both providers are always
 * named, even with a weight of zero, so that a change of weights is never a change from one kind of service to another, which would
 * replace it (provider-aws#22823).
 *
 * @throws RangeError if no task could be placed: ECS refuses a strategy whose weights are all zero.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export function capacityStrategy(name: string, capacity: Capacity): readonly StrategyItem[] {
  if (capacity.onDemand === 0 && capacity.spot === 0) {
    throw new RangeError(
      `"${name}" has capacity weights onDemand 0 and spot 0; ECS needs one above 0: set capacity.onDemand or capacity.spot`,
    );
  }
  return [
    { capacityProvider: "FARGATE", base: capacity.base, weight: capacity.onDemand },
    { capacityProvider: "FARGATE_SPOT", base: 0, weight: capacity.spot },
  ];
}
