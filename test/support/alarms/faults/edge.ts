import { always, type Faults, level } from "./fault";

/** Faults of a region's ALB. */
export const LOAD_BALANCER: Faults = {
  Unanswered: always({ RequestCount: 95, HTTPCode_ELB_5XX_Count: 5 }, { RequestCount: 96, HTTPCode_ELB_5XX_Count: 5 }),
  Rejected: level("RejectedConnectionCount", 10, 9),
  ConnectionErrors: level("TargetConnectionErrorCount", 10, 9),
  TlsErrors: level("ClientTLSNegotiationErrorCount", 20, 19),
  Traffic: level("RequestCount", 241, 240),
};

/** Faults of a region's NLB. */
export const NETWORK_LOAD_BALANCER: Faults = {
  Ports: level("PortAllocationErrorCount", 10, 9),
  Rejected: level("RejectedFlowCount", 10, 9),
  Resets: always({ NewFlowCount: 100, TCP_Target_Reset_Count: 20 }, { NewFlowCount: 100, TCP_Target_Reset_Count: 19 }),
  TlsErrors: always({ NewFlowCount: 100, ClientTLSNegotiationErrorCount: 50 }, { NewFlowCount: 100, ClientTLSNegotiationErrorCount: 49 }),
  Traffic: level("NewFlowCount", 241, 240),
};

/** Faults of a public DNS name. */
export const PUBLIC_NAME: Faults = { Unhealthy: level("HealthCheckStatus", 0, 1) };

/** Faults of a distribution. */
export const CDN: Faults = {
  ServerErrors: always({ Requests: 20, "5xxErrorRate": 5.1 }, { Requests: 20, "5xxErrorRate": 5 }),
  SomeServerErrors: always({ Requests: 20, "5xxErrorRate": 1.1 }, { Requests: 20, "5xxErrorRate": 1 }),
  ClientErrors: always({ Requests: 20, "4xxErrorRate": 20.1 }, { Requests: 20, "4xxErrorRate": 20 }),
  SlowOrigin: always({ Requests: 20, OriginLatency: 24_000 }, { Requests: 20, OriginLatency: 23_999 }),
  CacheMisses: always({ Requests: 20, CacheHitRate: 49.9 }, { Requests: 20, CacheHitRate: 50 }),
  Traffic: level("Requests", 241, 240),
};

/** Faults of a firewall. */
export const FIREWALL: Faults = {
  Blocked: always({ AllowedRequests: 50, BlockedRequests: 50 }, { AllowedRequests: 51, BlockedRequests: 50 }),
  RateLimited: ({ platform }) => {
    const perMinute = platform.cdn.rateLimit / 5;
    return { bad: { BlockedRequests: perMinute }, fine: { BlockedRequests: perMinute - 1 } };
  },
  Unusual: level("BlockedRequests", 241, 240),
};
