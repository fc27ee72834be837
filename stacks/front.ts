import type { Platform } from "../config/model";
import { balancersOf, httpServices } from "../constructs/compute/balancers";
import { groupOf } from "../constructs/compute/groups";
import type { HttpService } from "../constructs/compute/model";
import { frontService } from "../constructs/compute/origin-alarm";

/** The service that represents the health of a region's ALB, and its group; the default group has no name. */
export interface Front {
  readonly service: HttpService;
  readonly group?: string;
}

/**
 * The front service of each ALB, by the number of the ALB: of the default group if it has an HTTP service there, so that a new group does not
 * change the health checks.
 */
export function frontsOf(platform: Platform): ReadonlyMap<number, Front> {
  return new Map(
    balancersOf(httpServices(platform.services)).map(({ number, services }) => {
      const own = services.filter(({ name }) => groupOf(platform, "services", name) === undefined);
      const service = frontService(own.length > 0 ? own : services);
      const group = groupOf(platform, "services", service.name);
      return [number, { service, ...(group !== undefined && { group }) }];
    }),
  );
}

/** The front services in one group; the default group has no name. */
export function frontsIn(platform: Platform, group: string | undefined): ReadonlyMap<number, HttpService> {
  return new Map([...frontsOf(platform)].flatMap(([number, front]) => (front.group === group ? [[number, front.service]] : [])));
}
