import { PRICES, SPOT_FACTOR } from "../../aws/prices/table";
import type { Price } from "../../aws/prices/price";
import { nested, type Block } from "../synthesis/resources";
import { scalingTargetOf } from "../synthesis/lookup";
import { item, numberOf, type Item, type Pricer } from "./item";

const FREE_STORAGE_GB = 20;

/** The number of tasks on Spot: the base runs on demand, the rest by the weights. */
function spotTasks(service: Block, tasks: number): number {
  const strategies = nested(service, "capacity_provider_strategy").map((one) => ({
    isSpot: one.capacity_provider === "FARGATE_SPOT",
    base: numberOf(one, "base", 0),
    weight: numberOf(one, "weight", 0),
  }));
  const base = strategies.reduce((sum, one) => sum + one.base, 0);
  const weights = strategies.reduce((sum, one) => sum + one.weight, 0);
  const rest = Math.max(0, tasks - base);
  if (weights === 0) return 0;
  return strategies.filter(({ isSpot }) => isSpot).reduce((sum, one) => sum + Math.min(one.base, tasks) + (rest * one.weight) / weights, 0);
}

function onSpot(price: Price): Price {
  return { ...price, usd: price.usd * SPOT_FACTOR };
}

/** The tasks at the lower end of the scaling range. */
const ecsService: Pricer = (service, resource, lookup) => {
  const task = lookup.referenced(resource, "aws_ecs_task_definition", service.task_definition)?.block;
  const target = scalingTargetOf(resource, lookup);
  const tasks = target ? numberOf(target.block, "min_capacity", 0) : numberOf(service, "desired_count", 0);
  if (!task) return [{ what: "tasks of an unknown size" }];
  const [vcpus, gb] = [numberOf(task, "cpu", 0) / 1024, numberOf(task, "memory", 0) / 1024];
  const isArm = nested(task, "runtime_platform").some(({ cpu_architecture: architecture }) => architecture === "ARM64");
  const [vcpu, memory] = isArm
    ? ([PRICES["fargate.arm.vcpu"], PRICES["fargate.arm.gb"]] as const)
    : ([PRICES["fargate.x86.vcpu"], PRICES["fargate.x86.gb"]] as const);
  const storage = nested(task, "ephemeral_storage").reduce((sum, one) => sum + numberOf(one, "size_in_gib", 0), 0);
  const spot = spotTasks(service, tasks);
  const parts = (count: number, label: string, adjust: (price: Price) => Price): Item[] =>
    count === 0
      ? []
      : [
          { what: `${label}: vCPU`, quantity: count * vcpus, price: adjust(vcpu) },
          { what: `${label}: memory`, quantity: count * gb, price: adjust(memory) },
        ];
  return [
    ...parts(tasks - spot, "Fargate tasks", (price) => price),
    ...parts(spot, "Fargate Spot tasks", onSpot),
    ...(storage > FREE_STORAGE_GB ? [item("fargate.storage.gb", "storage of tasks", tasks * (storage - FREE_STORAGE_GB))] : []),
  ];
};

export const COMPUTE_PRICERS: Readonly<Record<string, Pricer>> = { aws_ecs_service: ecsService };
