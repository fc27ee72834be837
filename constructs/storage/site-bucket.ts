import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { PrivateBucket } from "./private-bucket";

export interface SiteBucketProps {
  /** Primary bucket or failover bucket. It is the end of the name prefix. */
  readonly role: "site" | "site-copy";
}

/**
 * The files of a static site, which only the CDN reads. The edge stack creates its policy, since the policy contains the distribution.
 *
 * Encrypted with S3 managed keys, since the content is public. The policy of a customer managed key would have to allow the replication
 * role and the distribution, which would make the stacks depend on each other
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-permission-to-access-s3).
 *
 * Cost drivers: stored GB, twice with the failover bucket; the CDN's cache misses.
 */
export class SiteBucket extends Construct {
  public readonly bucketName: string;
  public readonly arn: string;
  public readonly regionalDomainName: string;
  /** Dependency for policies and replications of the bucket. */
  public readonly ready: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: SiteBucketProps) {
    super(scope, id);
    // 30 days are enough to notice a bad release and to restore the files of the previous one.
    const bucket = new PrivateBucket(this, "Bucket", { role: props.role, contents: { kind: "data", previousVersions: "30 days" } });
    this.bucketName = bucket.bucketName;
    this.arn = bucket.arn;
    this.regionalDomainName = bucket.regionalDomainName;
    this.ready = bucket.ready;
  }
}
