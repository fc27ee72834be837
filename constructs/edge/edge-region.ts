import type { Construct } from "constructs";
import { placementOf } from "../core/placement";

/** The region of CloudFront's certificates, web ACLs and log deliveries, and of the metrics of CloudFront and Route 53. */
export const EDGE_REGION = "us-east-1";

/**
 * Keeps edge resources in us-east-1: AWS rejects a web ACL or a log delivery in another region, and an alarm there never fires.
 *
 * @throws Error if the scope is in another region.
 */
export function assertEdgeRegion(scope: Construct): void {
  const { region } = placementOf(scope);
  if (region !== EDGE_REGION)
    throw new Error(`"${scope.node.path}" is placed in ${region}; AWS requires ${EDGE_REGION}: create it in the edge stack`);
}
