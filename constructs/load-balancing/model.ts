import type { Duration } from "../../language/units";
import type { RuleConditions } from "./listener-rules";

/** The attributes of an HTTP service that the ALB uses. */
export interface HttpBackend {
  readonly name: string;
  /** The container's port. */
  readonly port: number;
  /** The container's port in tasks that run until a deployment is complete. */
  readonly previousPort?: number;
  readonly routes: Routes;
  readonly loadBalancing: LoadBalancing;
  readonly health: { readonly readiness: string };
}

/** The routes of a service, with the priority of each of its listener rules. */
export interface Routes extends RuleConditions {
  readonly priorities: readonly number[];
}

export type LoadBalancing = { readonly stickySessions?: Duration; readonly deregistrationDelay: Duration } & (
  | { readonly algorithm: "round_robin"; readonly slowStart?: Duration }
  | { readonly algorithm: "least_outstanding_requests" }
  | { readonly algorithm: "weighted_random"; readonly anomalyMitigation: boolean }
);

/** The attributes of a TCP, UDP or TLS service that the NLB uses. */
export interface NetworkBackend {
  readonly name: string;
  /** The container's port. */
  readonly port: number;
  /** The container's port in tasks that run until a deployment is complete. */
  readonly previousPort?: number;
  readonly listener: { readonly protocol: "tcp" | "udp" | "tls"; readonly port: number; readonly healthPort: number };
  readonly deregistrationDelay: Duration;
}
