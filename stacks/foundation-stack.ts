import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Platform, Site } from "../config/model";
import { EncryptionKey } from "../constructs/core/encryption-key";
import { ImageRepository } from "../constructs/delivery/image-repository";
import { Certificate } from "../constructs/edge/certificate";
import { EDGE_REGION } from "../constructs/edge/edge-region";
import { HostedZone } from "../constructs/edge/hosted-zone";
import { OriginToken } from "../constructs/edge/origin-token";
import { BucketReplication } from "../constructs/storage/bucket-replication";
import { SiteBucket } from "../constructs/storage/site-bucket";
import { prepareStack, regionScope, spanRegions } from "./prepare-stack";

export interface FoundationStackProps {
  readonly platform: Platform;
}

export interface SiteBuckets {
  readonly primary: SiteBucket;
  /** A copy in another region, for when the first cannot be read. */
  readonly failover: SiteBucket;
}

/**
 * What an environment stands on and what hardly ever changes: the zone of its domain, the certificate for the CDN, image repositories,
 * the secret between the CDN and the load balancers, and the site's files.
 */
export class FoundationStack extends TerraformStack {
  public readonly hostedZone: HostedZone;
  /** In us-east-1, where CloudFront wants it; not waited for. */
  public readonly viewerCertificate: Certificate;
  /** By the repository's name as an image names it. */
  public readonly repositories: ReadonlyMap<string, ImageRepository>;
  public readonly originToken: string;
  public readonly siteBuckets?: SiteBuckets;

  public constructor(scope: Construct, id: string, { platform }: FoundationStackProps) {
    super(scope, id);
    prepareStack(this, platform, platform.primaryRegion);
    spanRegions(this, platform);
    const { domainName, hostedZoneId, site } = platform;
    this.hostedZone = new HostedZone(this, "HostedZone", {
      name: domainName,
      ...(hostedZoneId === undefined ? { kind: "new" } : { kind: "existing", zoneId: hostedZoneId }),
    });
    this.viewerCertificate = new Certificate(regionScope(this, platform, EDGE_REGION), "ViewerCertificate", {
      domainName,
      hostedZone: this.hostedZone,
    });
    this.repositories = this.makeRepositories(repositoriesOf(platform));
    this.originToken = new OriginToken(this, "OriginToken").value;
    this.siteBuckets = site && this.makeSiteBuckets(platform, site);
    this.tell();
  }

  private makeRepositories(names: readonly string[]): ReadonlyMap<string, ImageRepository> {
    if (names.length === 0) return new Map();
    const key = new EncryptionKey(this, "ImagesKey", { purpose: "images" });
    return new Map(names.map((repository) => [repository, new ImageRepository(this, `Images-${repository}`, { repository, key })]));
  }

  private makeSiteBuckets(platform: Platform, site: Site): SiteBuckets {
    const buckets = {
      primary: new SiteBucket(this, "Site", { role: "site" }),
      failover: new SiteBucket(regionScope(this, platform, site.failoverRegion), "SiteCopy", { role: "site-copy" }),
    };
    new BucketReplication(this, "SiteReplication", { role: "site", from: buckets.primary, to: buckets.failover });
    return buckets;
  }

  private tell(): void {
    if (this.hostedZone.nameServers)
      new TerraformOutput(this, "name_servers", {
        value: this.hostedZone.nameServers,
        description:
          "Name servers of the domain: enter them at its registrar, or as NS record of the parent zone, before the edge is deployed",
      });
    if (this.siteBuckets)
      new TerraformOutput(this, "site_bucket", {
        value: this.siteBuckets.primary.bucketName,
        description: "Bucket of the site's files: aws s3 sync <folder> s3://<bucket> --delete",
      });
    for (const [name, repository] of this.repositories)
      new TerraformOutput(this, `images_${name.replaceAll(/[^a-z0-9]/g, "_")}`, {
        value: repository.repositoryUrl,
        description: `Image repository "${name}": docker push <url>:<tag>`,
      });
  }
}

/** Repositories that images of services and workers name, in order. */
function repositoriesOf(platform: Platform): readonly string[] {
  const images = [...platform.services, ...platform.workers].map(({ container }) => container.image);
  return [...new Set(images.flatMap((image) => (image.kind === "repository" ? [image.repository] : [])))].sort();
}
