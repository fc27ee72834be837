import type { Environment } from "../../config/schema";
import { previewOf, previewRoles } from "../../project/previews";
import { full } from "../fixtures/environments/full";
import { manyRegions } from "../fixtures/environments/many-regions";
import { environments, previews as PREVIEWS } from "../fixtures/environments/photofeed";
import { synthesizeMissing, synthesizePlatform } from "../support/platform";
import type { Block, StackJson } from "../support/synth";

export const delivery = { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789", refs: ["refs/heads/main"] };

const { refs: _refs, ...ofPreviews } = delivery;
const PREVIEWED = { ...PREVIEWS, delivery: ofPreviews };

const PLATFORMS: readonly Environment[] = [
  ...Object.values<Environment>(environments),
  ...[previewRoles(PREVIEWED), previewOf(12, PREVIEWED)].flatMap((environment) => environment ?? []),
  full,
  manyRegions,
  { ...full, name: "athena", observability: { ...full.observability, accessLogs: "athena" as const, prometheus: false, grafana: false } },
];

/** The environment whose roles deploy another environment. */
export function deployedBy(environment: string): string | undefined {
  return PLATFORMS.find(({ name }) => name === environment)?.deployedBy;
}

/** Complete platforms, each with a deployment pipeline. */
const DELIVERED = PLATFORMS.map((environment) => ({
  ...environment,
  ...(environment.deployedBy === undefined ? { delivery: environment.delivery ?? delivery } : {}),
}));
synthesizeMissing(DELIVERED);
const STACKS = DELIVERED.flatMap((environment) =>
  [...synthesizePlatform(environment)].map(([id, json]) => ({ environment: environment.name, id, json })),
);

export interface Found {
  readonly environment: string;
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly block: Block;
}

/** The resources of all those platforms. */
export function blocksOf(kind: (json: StackJson) => StackJson["resource"]): readonly Found[] {
  return STACKS.flatMap(({ environment, id, json }) =>
    Object.entries(kind(json) ?? {}).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => ({ environment, stack: id, type, name, block })),
    ),
  );
}
