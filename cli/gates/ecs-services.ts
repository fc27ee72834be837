import { DescribeServicesCommand, ECSClient, type Service } from "@aws-sdk/client-ecs";
import type { FoundService } from "./rollouts";

/** Reads services of a cluster from ECS in a region, by name. */
export type ServiceReader = (region: string, cluster: string, names: readonly string[]) => Promise<FoundService[]>;

/** Maximum per request. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const BATCH_SIZE = 10;

export function ecsServices(clientFor: (region: string) => ECSClient = (region) => new ECSClient({ region })): ServiceReader {
  const clients = new Map<string, ECSClient>();
  return async (region, cluster, names) => {
    const client = clients.get(region) ?? clientFor(region);
    clients.set(region, client);
    const found: FoundService[] = [];
    for (let first = 0; first < names.length; first += BATCH_SIZE) {
      const response = await client.send(new DescribeServicesCommand({ cluster, services: names.slice(first, first + BATCH_SIZE) }));
      found.push(...(response.services ?? []).filter(({ status }) => status !== "INACTIVE").map(asFound));
    }
    return found;
  };
}

function asFound({ serviceName = "", taskDefinition = "", deployments = [], runningCount = 0 }: Service): FoundService {
  const primary = deployments.find(({ status }) => status === "PRIMARY");
  return {
    name: serviceName,
    taskDefinition: primary?.taskDefinition ?? taskDefinition,
    rollout: primary?.rolloutState,
    running: runningCount,
    reason: primary?.rolloutStateReason ?? "",
  };
}
