import { Construct } from "constructs";
import type { EncryptionKey } from "../../core/encryption-key";
import { CDN_LOG_FIELDS } from "../access-log-fields";
import { assertEdgeRegion } from "../edge-region";
import { CDN_INSIGHTS } from "./cdn-insights";
import { DeliveredLogs } from "../../observability/access-logs/delivered-logs";

export interface CdnLogGroupProps {
  /** `AccessLogs.sourceNames`: the sources that deliver to S3 also deliver to CloudWatch Logs. */
  readonly sourceNames: Readonly<Record<string, string>>;
  readonly key: EncryptionKey;
}

/**
 * CloudFront's access logs in CloudWatch Logs, in addition to S3. Must be created in us-east-1, the region of the logs.
 *
 * The fields are fixed when a delivery is created: the provider cannot change them later if the destination is not a bucket
 * (provider-aws#46108).
 *
 * Cost drivers: those of `DeliveredLogs`; a request is about 1 KB.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export class CdnLogGroup extends Construct {
  public constructor(scope: Construct, id: string, { sourceNames, key }: CdnLogGroupProps) {
    super(scope, id);
    assertEdgeRegion(this);
    new DeliveredLogs(this, "Delivered", {
      key,
      logs: [{ role: "cdn", sourceNames, recordFields: CDN_LOG_FIELDS, queries: CDN_INSIGHTS }],
    });
  }
}
