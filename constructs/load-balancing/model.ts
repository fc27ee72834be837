import type { Duration } from "../../language/units";

/** An HTTP service as the ALB sees it. */
export interface HttpBackend {
  readonly name: string;
  /** The container's port. */
  readonly port: number;
  readonly routes: { readonly paths: readonly string[]; readonly hosts: readonly string[]; readonly priority: number };
  readonly loadBalancing: LoadBalancing;
  readonly health: { readonly readiness: string };
}

export type LoadBalancing = { readonly stickySessions?: Duration; readonly deregistrationDelay: Duration } & (
  | { readonly algorithm: "round_robin"; readonly slowStart?: Duration }
  | { readonly algorithm: "least_outstanding_requests" }
  | { readonly algorithm: "weighted_random"; readonly anomalyMitigation: boolean }
);

/** A TCP, UDP or TLS service as the NLB sees it. */
export interface NetworkBackend {
  readonly name: string;
  /** The container's port. */
  readonly port: number;
  readonly listener: { readonly protocol: "tcp" | "udp" | "tls"; readonly port: number; readonly healthPort: number };
  readonly deregistrationDelay: Duration;
}
