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
import { createPipeline } from "./pipeline";
import { prepareSpanningStack, regionScope } from "./prepare-stack";

export interface FoundationStackProps {
  readonly platform: Platform;
}

export interface SiteBuckets {
  readonly primary: SiteBucket;
  /** Failover bucket in another region, read when the first bucket fails. */
  readonly failover: SiteBucket;
}

/** Image repositories of a region, by the name that workloads use. */
type Repositories = ReadonlyMap<string, ImageRepository>;

/**
 * Long-lived resources of the environment: hosted zone, CDN certificate, image repositories, the secret token between the CDN and the load
 * balancers, the site's files, and the deployment roles.
 *
 * They are in the home region. Data that other regions need if the home region is down is replicated: images to every region, site files to
 * one.
 */
export class FoundationStack extends Stack {
  public readonly hostedZone: HostedZone;
  /** Certificate in us-east-1, as CloudFront requires. The stack does not wait for its validation. */
  public readonly viewerCertificate: Certificate;
  public readonly originToken: string;
  public readonly siteBuckets?: SiteBuckets;
  /** By region, home region first. */
  private readonly images: ReadonlyMap<string, Repositories>;
  private readonly imageKeys = new Map<string, EncryptionKey>();

  public constructor(scope: Construct, id: string, { platform }: FoundationStackProps) {
    super(scope, id);
    prepareSpanningStack(this, platform, platform.homeRegion);
    createPipeline(this, platform);
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
    this.addOutputs();
  }

  /**
   * The repositories that tasks of a region pull from.
   *
   * @throws RangeError if the platform does not run in the region.
   */
  public imagesIn(region: string): Repositories {
    const repositories = this.images.get(region);
    if (!repositories) throw new RangeError(`there are no image repositories in ${region}, only in ${[...this.images.keys()].join(", ")}`);
    return repositories;
  }

  /** KMS keys of the region's images: one key, or none if every image comes from another registry. */
  public keysIn(region: string): readonly EncryptionKey[] {
    const key = this.imageKeys.get(region);
    return key ? [key] : [];
  }

  /** Images are pushed to the home region and replicated to every other region. */
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

  private addOutputs(): void {
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

/** Repositories that workloads name, in order. */
function repositoriesOf(platform: Platform): readonly string[] {
  const images = workloadsIn(platform).map(({ container }) => container.image);
  return [...new Set(images.flatMap((image) => (image.kind === "repository" ? [image.repository] : [])))].sort();
}
