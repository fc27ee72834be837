import type { Construct } from "constructs";
import { days } from "../../../language/units";
import { placementOf } from "../../core/placement";
import { CDN_LOG_FIELDS, CDN_LOG_PATH } from "../access-log-fields";
import type { LogTable } from "../../observability/access-logs/log-table";
import { projectionOf } from "../../observability/access-logs/projection";

/** Bucket and distributions of CloudFront's logs. */
export interface CdnLogs {
  readonly bucketName: string;
  readonly distributionIds: readonly string[];
}

/**
 * The requests that CloudFront served. Each column is a field of the JSON in lowercase letters. All columns are strings, so queries cast
 * numbers. Column names with a hyphen or a parenthesis are quoted: `"sc-status"`.
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
