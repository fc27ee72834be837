import type { Service } from "../../config/model";
import type { Ports } from "../core/security-group";

/**
 * The ports on which a service's tasks are reached: its own, and the health check's where that is another one. An NLB ends TLS, and
 * checks the health of a UDP service by TCP.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
export function portsOf(service: Service): readonly Ports[] {
  if (service.kind === "http") return [{ protocol: "tcp", from: service.port }];
  const { protocol, healthPort } = service.listener;
  const traffic: Ports = { protocol: protocol === "udp" ? "udp" : "tcp", from: service.port };
  return traffic.protocol === "tcp" && healthPort === service.port ? [traffic] : [traffic, { protocol: "tcp", from: healthPort }];
}
