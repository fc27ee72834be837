import type { Platform } from "../config/model";
import { groupOf } from "../constructs/compute/groups";
import type { HttpService } from "../constructs/compute/model";
import { frontService } from "../constructs/compute/origin-alarm";

/** The service that represents a region's health, and its group; the default group has no name. */
export interface Front {
  readonly service: HttpService;
  readonly group?: string;
}

/**
 * The front service of a platform: of the default group if it has an HTTP service, so that a new group does not change the health checks.
 * Undefined without an HTTP service.
 */
export function frontOf(platform: Platform): Front | undefined {
  const http = platform.services.filter((service) => service.kind === "http");
  if (http.length === 0) return undefined;
  const own = http.filter(({ name }) => groupOf(platform, "services", name) === undefined);
  const service = frontService(own.length > 0 ? own : http);
  const group = groupOf(platform, "services", service.name);
  return { service, ...(group !== undefined && { group }) };
}
