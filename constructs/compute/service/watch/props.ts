import type { Service } from "../../model";

/** A service in one region, with its CloudWatch dimensions. */
export interface WatchServiceProps {
  readonly service: Service;
  /** A plain string, not a reference: event namespaces contain it. */
  readonly clusterName: string;
  /** The ECS service name, a plain string: event namespaces contain it. */
  readonly serviceName: string;
  /** `app/…` or `net/…`. */
  readonly loadBalancerSuffix: string;
  readonly targetGroupSuffix: string;
}
