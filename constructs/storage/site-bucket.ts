import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { PrivateBucket } from "./private-bucket";

export interface SiteBucketProps {
  /** Its part in serving the site; also the end of its name's prefix. */
  readonly role: "site" | "site-copy";
}

/**
 * The files of a static site, read by the CDN alone. The edge stack makes its policy, since that names the distribution.
 *
 * Encrypted with S3's own keys, not with one of ours: the content is public, while a key of ours would have to admit the distribution,
 * which the key's stack cannot know without a circle, and the copying of replication besides
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-permission-to-access-s3).
 *
 * Cost drivers: stored GB, twice with the copy; the CDN's misses.
 */
export class SiteBucket extends Construct {
  public readonly bucketName: string;
  public readonly arn: string;
  public readonly regionalDomainName: string;
  /** What a policy or a replication has to wait for. */
  public readonly ready: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: SiteBucketProps) {
    super(scope, id);
    // Thirty days are enough to notice a bad release and to take the files of the one before it back.
    const bucket = new PrivateBucket(this, "Bucket", { role: props.role, contents: { kind: "data", previousVersions: "30 days" } });
    this.bucketName = bucket.bucketName;
    this.arn = bucket.arn;
    this.regionalDomainName = bucket.regionalDomainName;
    this.ready = bucket.ready;
  }
}
