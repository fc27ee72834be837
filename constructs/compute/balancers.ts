import { balancerNumbers } from "../load-balancing/placement/model";
import type { Service } from "./model";

/** A load balancer that services are on. */
export interface PlacedBalancer<One extends Service> {
  readonly number: number;
  /** The number of its security groups that lead to tasks. */
  readonly taskGroups: number;
  readonly services: readonly One[];
}

/** The load balancers that services are on, by number. All services must be of one kind. */
export function balancersOf<One extends Service>(services: readonly One[]): readonly PlacedBalancer<One>[] {
  return balancerNumbers(services).map((number) => {
    const members = services.filter(({ placement }) => placement.loadBalancer === number);
    return { number, taskGroups: Math.max(...members.map(({ placement }) => placement.securityGroup)), services: members };
  });
}

/** The HTTP services of a platform. */
export function httpServices(services: readonly Service[]) {
  return services.filter((service) => service.kind === "http");
}

/** The TCP, UDP and TLS services of a platform. */
export function networkServices(services: readonly Service[]) {
  return services.filter((service) => service.kind === "network");
}
