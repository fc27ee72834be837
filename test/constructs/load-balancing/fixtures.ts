import type { TerraformStack } from "cdktf";
import type { HttpService, NetworkService } from "../../../constructs/compute/model";
import type { LoadBalancing } from "../../../constructs/load-balancing/model";
import { ApplicationLoadBalancer } from "../../../constructs/load-balancing/application-load-balancer";
import { HttpTarget } from "../../../constructs/load-balancing/http-target";
import { NetworkLoadBalancer } from "../../../constructs/load-balancing/network-load-balancer";
import { NetworkTarget } from "../../../constructs/load-balancing/network-target";
import { networkIn } from "../network/fixtures";

const COMMON = {
  container: {
    image: { kind: "external", reference: "registry.example.com/app:1" },
    cpu: 256,
    memory: "512 MB",
    architecture: "arm64",
    environment: {},
    references: [],
    secrets: [],
    user: "1000:1000",
    fileSystem: "read-only",
    writablePaths: [],
    opensFolders: false,
    stopTimeout: "60 seconds",
  },
  uses: [],
  egress: [],
  connectionsPerTask: 1,
  capacity: { base: 1, onDemand: 1, spot: 0 },
  metrics: [],
  level: "full",
  gracePeriod: "60 seconds",
  scale: { min: 1, max: 2, cpu: 60, schedules: [] },
  placement: { loadBalancer: 1, securityGroup: 1 },
} as const;

/** An HTTP service of the model. */
export function httpService(changes: Partial<HttpService> = {}): HttpService {
  return {
    ...COMMON,
    kind: "http",
    name: "api",
    port: 8080,
    routes: { paths: ["/api/*"], hosts: [], priorities: [100] },
    loadBalancing: { algorithm: "round_robin", deregistrationDelay: "30 seconds" },
    health: { liveness: "/livez", readiness: "/readyz" },
    ...changes,
  };
}

/** A TCP, UDP or TLS service of the model. */
export function networkService(listener: Partial<NetworkService["listener"]> = {}, changes: Partial<NetworkService> = {}): NetworkService {
  return {
    ...COMMON,
    kind: "network",
    name: "ingest",
    port: 9000,
    listener: { protocol: "tcp", port: 9443, healthPort: 9000, ...listener },
    deregistrationDelay: "30 seconds",
    ...changes,
  };
}

export const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/c";

/** An ALB and the target of one service, as `LoadBalancer` and `Target`. */
export function httpTargetIn(stack: TerraformStack, service: HttpService = httpService()): HttpTarget {
  const network = networkIn(stack);
  const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", { network, certificateArn: CERTIFICATE });
  return new HttpTarget(stack, "Target", { loadBalancer, network, service, originToken: "secret" });
}

/** The same with other load balancing settings. */
export const balanced = (loadBalancing: LoadBalancing) => httpService({ loadBalancing });

export interface NetworkTargetFixture {
  readonly service?: NetworkService;
  readonly certificateArn?: string;
  readonly staticAddresses?: boolean;
}

/** An NLB and the target of one service, as `LoadBalancer` and `Target`. */
export function networkTargetIn(stack: TerraformStack, fixture: NetworkTargetFixture = {}): NetworkTarget {
  const { service = networkService(), certificateArn, staticAddresses = false } = fixture;
  const network = networkIn(stack);
  const loadBalancer = new NetworkLoadBalancer(stack, "LoadBalancer", { network, staticAddresses });
  return new NetworkTarget(stack, "Target", { loadBalancer, network, service, certificateArn });
}
