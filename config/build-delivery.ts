import type { Delivery } from "./model";
import type { ParsedEnvironment } from "./schema";

export function buildDelivery({
  repository,
  ownerId,
  repositoryId,
  subject,
  refs,
  ...rest
}: NonNullable<ParsedEnvironment["delivery"]>): Delivery {
  return { repository: { name: repository, ownerId, id: repositoryId, subject }, refs: [...refs].sort(), ...rest };
}
