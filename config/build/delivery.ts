import type { Delivery, GithubRepository } from "../../constructs/delivery/model";
import type { DeliverySettings } from "../settings/delivery";

/** By default, only merged commits are built. */
const DEFAULT_IMAGE_REFS = ["refs/heads/main"];

export function buildDelivery(delivery: DeliverySettings): Delivery {
  const { repository, ownerId, repositoryId, subject, refs, reviewedBranches, images, environments, ...rest } = delivery;
  const own = buildRepository({ repository, ownerId, repositoryId, subject });
  return {
    repository: own,
    refs: [...refs].sort(),
    reviewedBranches: [...new Set(reviewedBranches)].sort(),
    images: { repository: images?.from ? buildRepository(images.from) : own, refs: [...(images?.refs ?? DEFAULT_IMAGE_REFS)].sort() },
    ...(environments === undefined ? {} : { environments }),
    ...rest,
  };
}

function buildRepository({
  repository,
  ownerId,
  repositoryId,
  subject,
}: Pick<DeliverySettings, "repository" | "ownerId" | "repositoryId" | "subject">): GithubRepository {
  return { name: repository, ownerId, id: repositoryId, subject };
}
