import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import type { Site } from "../constructs/edge/model";
import { workloadsIn } from "../constructs/compute/workloads";
import { Stack } from "../constructs/core/stack";
import { EncryptionKey } from "../constructs/core/encryption-key";
import { ImageReplication } from "../constructs/delivery/image-replication";
import { ImageRepository } from "../constructs/delivery/image-repository";
import { Certificate } from "../constructs/edge/certificate";
import { EDGE_REGION } from "../constructs/edge/edge-region";
import { HostedZone } from "../constructs/edge/hosted-zone";
import { OriginToken } from "../constructs/edge/origin-token";
import { placementOf } from "../constructs/core/placement";
import { BucketReplication } from "../constructs/storage/bucket-replication";
import { SiteBucket } from "../constructs/storage/site-bucket";
import { otherRegions, partIn } from "./home-region";
import { makePipeline } from "./make-pipeline";
import { prepareSpanningStack, regionScope } from "./prepare-stack";

export interface FoundationStackProps {
  readonly platform: Platform;
}

export interface SiteBuckets {
  readonly primary: SiteBucket;
  /** A copy in another region, for when the first cannot be read. */
  readonly failover: SiteBucket;
}

/** Image repositories of a region, by the name that images have them by. */
type Repositories = ReadonlyMap<string, ImageRepository>;

/**
 * What an environment stands on and what hardly ever changes: the zone of its domain, the certificate for the CDN, image repositories,
 * the secret between the CDN and the load balancers, the site's files, and who deploys it all.
 *
 * All of it is at home, and what other regions need to go on alone is there too: images in each, the site's files in one.
 */
export class FoundationStack extends Stack {
  public readonly hostedZone: HostedZone;
  /** In us-east-1, where CloudFront wants it; not waited for. */
  public readonly viewerCertificate: Certificate;
  public readonly originToken: string;
  public readonly siteBuckets?: SiteBuckets;
  /** By region, home first. */
  private readonly images: ReadonlyMap<string, Repositories>;
  private readonly imageKeys = new Map<string, EncryptionKey>();

  public constructor(scope: Construct, id: string, { platform }: FoundationStackProps) {
    super(scope, id);
    prepareSpanningStack(this, platform, platform.homeRegion);
    makePipeline(this, platform);
    const { domainName, hostedZoneId, site } = platform;
    this.hostedZone = new HostedZone(this, "HostedZone", {
      name: domainName,
      ...(hostedZoneId === undefined ? { kind: "new" } : { kind: "existing", zoneId: hostedZoneId }),
    });
    this.viewerCertificate = new Certificate(regionScope(this, platform, EDGE_REGION), "ViewerCertificate", {
      domainName,
      hostedZone: this.hostedZone,
    });
    this.images = this.makeImages(platform);
    this.originToken = new OriginToken(this, "OriginToken").value;
    this.siteBuckets = site && this.makeSiteBuckets(platform, site);
    this.tell();
  }

  /**
   * The repositories of a region, for the tasks there.
   *
   * @throws RangeError if the platform does not run in it.
   */
  public imagesIn(region: string): Repositories {
    const repositories = this.images.get(region);
    if (!repositories) throw new RangeError(`there are no images in ${region}, only in ${[...this.images.keys()].join(", ")}`);
    return repositories;
  }

  /** What images of a region are encrypted by: one key, or none where all images are from elsewhere. */
  public keysIn(region: string): readonly EncryptionKey[] {
    const key = this.imageKeys.get(region);
    return key ? [key] : [];
  }

  /** Pushed to home, and copied from there to all other regions. */
  private makeImages(platform: Platform): ReadonlyMap<string, Repositories> {
    const regions = otherRegions(platform);
    const images = new Map([platform.homeRegion, ...regions].map((region) => [region, this.makeRepositories(platform, region)]));
    const repositories = regions.flatMap((region) => [...(images.get(region)?.values() ?? [])]);
    if (repositories.length > 0) new ImageReplication(this, "ImageReplication", { regions, repositories });
    return images;
  }

  private makeRepositories(platform: Platform, region: string): Repositories {
    const names = repositoriesOf(platform);
    if (names.length === 0) return new Map();
    const part = partIn(this, platform, region);
    const key = new EncryptionKey(part, "ImagesKey", { purpose: "images" });
    this.imageKeys.set(region, key);
    return new Map(names.map((repository) => [repository, new ImageRepository(part, `Images-${repository}`, { repository, key })]));
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
    for (const [name, repository] of this.imagesIn(placementOf(this).region))
      new TerraformOutput(this, `images_${name.replaceAll(/[^a-z0-9]/g, "_")}`, {
        value: repository.repositoryUrl,
        description: `Image repository "${name}": docker push <url>:<tag>`,
      });
  }
}

/** Repositories that images of services and workers name, in order. */
function repositoriesOf(platform: Platform): readonly string[] {
  const images = workloadsIn(platform).map(({ container }) => container.image);
  return [...new Set(images.flatMap((image) => (image.kind === "repository" ? [image.repository] : [])))].sort();
}
