import type { Service } from "../../model";

/** A service in one region, as CloudWatch names it. */
export interface WatchServiceProps {
  readonly service: Service;
  /** Plain: namespaces of its events are made from it. */
  readonly clusterName: string;
  /** As ECS calls it. Plain: namespaces of its events are made from it. */
  readonly serviceName: string;
  /** `app/…` or `net/…`. */
  readonly loadBalancerSuffix: string;
  readonly targetGroupSuffix: string;
}
