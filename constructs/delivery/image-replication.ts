import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { Construct } from "constructs";
import { accountIdOf } from "../core/account";
import { chunks } from "../core/chunks";
import { placementOf } from "../core/placement";
import type { ImageRepository } from "./image-repository";

/** Of one rule. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ReplicationRule.html */
const MOST_DESTINATIONS = 25;

export interface ImageReplicationProps {
  /** The regions that get a copy of each image. */
  readonly regions: readonly string[];
  /**
   * The repositories there. They come first: one that is missing would be made by ECR, without a key of ours and with tags that may
   * change meaning.
   */
  readonly repositories: readonly ImageRepository[];
}

/**
 * Copies every image that is pushed to a repository of this environment in this region to the repositories of the same name in others,
 * mostly within minutes; deletions are not copied. What was pushed before is not copied either: a new region gets the images in use by
 * hand (`docker buildx imagetools create --tag <there>:<tag> <here>:<tag>`).
 *
 * An account has one such configuration for each region. Two environments with one home region in one account take it from each other on
 * every apply, and the destruction of either ends the copying of both: they need an account each, as AWS advises anyway.
 *
 * Cost drivers: GB between regions, and stored GB in each.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 */
export class ImageReplication extends Construct {
  public constructor(scope: Construct, id: string, { regions, repositories }: ImageReplicationProps) {
    super(scope, id);
    const registryId = accountIdOf(this);
    new EcrReplicationConfiguration(this, "Resource", {
      replicationConfiguration: {
        rule: chunks(regions, MOST_DESTINATIONS).map((some) => ({
          destination: some.map((region) => ({ region, registryId })),
          repositoryFilter: [{ filter: `${placementOf(this).environment}/`, filterType: "PREFIX_MATCH" }],
        })),
      },
      dependsOn: repositories.map(({ dependable }) => dependable),
    });
  }
}
