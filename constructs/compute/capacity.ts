import type { Capacity } from "./model";

/** One entry of a capacity provider strategy. */
export interface StrategyItem {
  readonly capacityProvider: "FARGATE" | "FARGATE_SPOT";
  readonly base: number;
  readonly weight: number;
}

/**
 * The capacity provider strategy of a service: the base tasks always run on Fargate, further tasks by weight. Both providers are always
 * named, even with a weight of zero, because adding or removing a strategy replaces the service (provider-aws#22823).
 *
 * @throws RangeError if no task could be placed: ECS rejects a strategy whose weights are all zero.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export function capacityStrategy(name: string, capacity: Capacity): readonly StrategyItem[] {
  if (capacity.onDemand === 0 && capacity.spot === 0) {
    throw new RangeError(
      `"${name}" has capacity weights onDemand 0 and spot 0; ECS requires at least one above 0: set capacity.onDemand or capacity.spot`,
    );
  }
  return [
    { capacityProvider: "FARGATE", base: capacity.base, weight: capacity.onDemand },
    { capacityProvider: "FARGATE_SPOT", base: 0, weight: capacity.spot },
  ];
}
