import type { Delivery, GithubRepository } from "./model";
import type { ParsedEnvironment } from "./schema";

type Parsed = NonNullable<ParsedEnvironment["delivery"]>;

/** Images are built of what is merged, and of nothing else, where nobody says so. */
const BUILT_FROM = ["refs/heads/main"];

export function buildDelivery({ repository, ownerId, repositoryId, subject, refs, images, environments, ...rest }: Parsed): Delivery {
  const own = buildRepository({ repository, ownerId, repositoryId, subject });
  return {
    repository: own,
    refs: [...refs].sort(),
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
