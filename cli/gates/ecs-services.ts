import { DescribeServicesCommand, ECSClient, type Service } from "@aws-sdk/client-ecs";
import type { FoundService } from "./rollouts";

/** Asks ECS in a region for services of a cluster, by name. */
export type ServiceReader = (region: string, cluster: string, names: readonly string[]) => Promise<FoundService[]>;

/** As many as one request takes. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const AT_ONCE = 10;

export function ecsServices(clientFor: (region: string) => ECSClient = (region) => new ECSClient({ region })): ServiceReader {
  const clients = new Map<string, ECSClient>();
  return async (region, cluster, names) => {
    const client = clients.get(region) ?? clientFor(region);
    clients.set(region, client);
    const found: FoundService[] = [];
    for (let first = 0; first < names.length; first += AT_ONCE) {
      const answer = await client.send(new DescribeServicesCommand({ cluster, services: names.slice(first, first + AT_ONCE) }));
      found.push(...(answer.services ?? []).filter(({ status }) => status !== "INACTIVE").map(asFound));
    }
    return found;
  };
}

function asFound({ serviceName = "", taskDefinition = "", deployments = [] }: Service): FoundService {
  const primary = deployments.find(({ status }) => status === "PRIMARY");
  return {
    name: serviceName,
    taskDefinition: primary?.taskDefinition ?? taskDefinition,
    rollout: primary?.rolloutState,
    reason: primary?.rolloutStateReason ?? "",
  };
}
