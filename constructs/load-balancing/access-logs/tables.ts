import type { Construct } from "constructs";
import { days } from "../../../language/units";
import { accountIdOf } from "../../core/account";
import { placementOf } from "../../core/placement";
import { type LineField, lineTable } from "../../observability/access-logs/log-line";
import type { LogTable } from "../../observability/access-logs/log-table";
import { ALB_FIELDS, NLB_FIELDS } from "./fields";
import { projectionOf } from "../../observability/access-logs/projection";

/** The requests to an ALB. */
export function albTable(scope: Construct, bucketName: string): LogTable {
  return loadBalancerTable(scope, bucketName, { name: "alb_requests", description: "Requests to the ALB, by day", fields: ALB_FIELDS });
}

/** The connections to the TLS listeners of an NLB. */
export function nlbTable(scope: Construct, bucketName: string): LogTable {
  return loadBalancerTable(scope, bucketName, {
    name: "nlb_connections",
    description: "Connections to the NLB's TLS listeners, by day",
    fields: NLB_FIELDS,
  });
}

interface TableDefinition extends Pick<LogTable, "name" | "description"> {
  readonly fields: readonly LineField[];
}

/**
 * Both kinds write to `AWSLogs/<account>/elasticloadbalancing/<region>/<yyyy>/<mm>/<dd>/`, by the day of delivery.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-file-format
 */
function loadBalancerTable(scope: Construct, bucketName: string, { name, description, fields }: TableDefinition): LogTable {
  const { region, logRetention } = placementOf(scope);
  const location = `s3://${bucketName}/AWSLogs/${accountIdOf(scope)}/elasticloadbalancing/${region}/`;
  return {
    name,
    description,
    location,
    projection: projectionOf({ time: "day", days: days(logRetention), location }),
    ...lineTable(fields),
  };
}
