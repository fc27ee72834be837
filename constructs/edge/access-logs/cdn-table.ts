import type { Construct } from "constructs";
import { days } from "../../../language/units";
import { placementOf } from "../../core/placement";
import { CDN_LOG_FIELDS, CDN_LOG_PATH } from "../access-log-fields";
import type { LogTable } from "../../observability/access-logs/log-table";
import { projectionOf } from "../../observability/access-logs/projection";

/** CloudFront's logs: where they are, and whose. */
export interface CdnLogs {
  readonly bucketName: string;
  readonly distributionIds: readonly string[];
}

/**
 * The requests that CloudFront answered. Each column is a field of the JSON, in small letters; all are texts, so a query casts what it
 * counts. A column with a hyphen or a bracket is quoted: `"sc-status"`.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudfront-table-partition-json.html
 */
export function cdnTable(scope: Construct, { bucketName, distributionIds }: CdnLogs): LogTable {
  const location = `s3://${bucketName}/${CDN_LOG_PATH.prefix}/`;
  return {
    name: "cdn_requests",
    description: "Requests to CloudFront, by distribution and hour",
    columns: CDN_LOG_FIELDS.map((field) => ({ name: field.toLowerCase(), type: "string" })),
    location,
    projection: projectionOf({
      time: "hour",
      days: days(placementOf(scope).logRetention),
      folders: { distribution: distributionIds },
      location,
    }),
    serde: { library: "org.openx.data.jsonserde.JsonSerDe", parameters: { paths: [...CDN_LOG_FIELDS].sort().join(",") } },
  };
}
