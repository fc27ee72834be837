import type { Construct } from "constructs";
import { placementOf } from "../core/placement";

/** Where CloudFront takes its certificates, web ACLs and log deliveries from, and where it and Route 53 publish their metrics. */
export const EDGE_REGION = "us-east-1";

/**
 * Keeps what belongs to the edge in its region: elsewhere AWS refuses a web ACL or a log delivery, and an alarm is silent for ever.
 *
 * @throws Error if the scope is placed anywhere else.
 */
export function assertEdgeRegion(scope: Construct): void {
  const { region } = placementOf(scope);
  if (region !== EDGE_REGION)
    throw new Error(`"${scope.node.path}" is placed in ${region}; AWS wants it in ${EDGE_REGION}: make it in the edge stack`);
}
