import type { Delivery, GithubRepository } from "../../constructs/delivery/model";
import type { Platform } from "../model";
import type { ParsedEnvironment } from "../schema";

type Parsed = NonNullable<ParsedEnvironment["delivery"]>;
/** With its defaults. */
export type DeliverySettings = Parsed & { plans: Delivery["plans"] };

/** Images are built of what is merged, and of nothing else, where nobody says so. */
const BUILT_FROM = ["refs/heads/main"];

/** The safe choice where something is kept: production's states and secrets are not for every branch. */
export function fillDelivery(delivery: Parsed | undefined, removalPolicy: Platform["removalPolicy"]): DeliverySettings | undefined {
  return delivery && { ...delivery, plans: delivery.plans ?? (removalPolicy === "retain" ? "environment" : "branches") };
}

export function buildDelivery(delivery: DeliverySettings): Delivery {
  const { repository, ownerId, repositoryId, subject, refs, reviewedBranches, images, environments, ...rest } = delivery;
  const own = buildRepository({ repository, ownerId, repositoryId, subject });
  return {
    repository: own,
    refs: [...refs].sort(),
    reviewedBranches: [...new Set(reviewedBranches)].sort(),
    images: { repository: images?.from ? buildRepository(images.from) : own, refs: [...(images?.refs ?? BUILT_FROM)].sort() },
    ...(environments === undefined ? {} : { environments }),
    ...rest,
  };
}

function buildRepository({
  repository,
  ownerId,
  repositoryId,
  subject,
}: Pick<Parsed, "repository" | "ownerId" | "repositoryId" | "subject">): GithubRepository {
  return { name: repository, ownerId, id: repositoryId, subject };
}
