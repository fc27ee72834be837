import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { Construct } from "constructs";
import { accountIdOf } from "../core/account";
import { chunks } from "../../language/chunks";
import { placementOf } from "../core/placement";
import type { ImageRepository } from "./image-repository";

/** Maximum destinations of one rule. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ReplicationRule.html */
const MOST_DESTINATIONS = 25;

export interface ImageReplicationProps {
  /** The regions to which images are replicated. */
  readonly regions: readonly string[];
  /**
   * The repositories in those regions. They are created first: ECR would create a missing one without a customer managed key and with
   * mutable tags.
   */
  readonly repositories: readonly ImageRepository[];
}

/**
 * Replicates every image that is pushed to a repository of this environment in this region to the repositories of the same name in other
 * regions, usually within minutes; deletions are not replicated. Images that were pushed earlier are not replicated either: copy the images
 * in use to a new region manually (`docker buildx imagetools create --tag <there>:<tag> <here>:<tag>`).
 *
 * An account has one replication configuration per region. Two environments with the same home region in one account overwrite each other's
 * configuration on every apply, and destroying either stops replication for both: use one account per environment, as AWS recommends.
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
