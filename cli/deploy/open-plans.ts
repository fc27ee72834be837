import * as fs from "node:fs";
import * as path from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import { groupOfStack } from "../../stacks/names";
import type { Stack } from "../synthesis/synthesized";
import { Problem } from "../problem";
import { sha256 } from "../plan/digests";
import { MANIFEST, readPlans, type Manifest, type Origin } from "../plan/plan-folder";
import type { StackPlan } from "../plan/stack-plan";
import { recordInBucket, recordInFile, RECORD_FILE, type RecordKeeper } from "../store/delivery-record";
import { fetchPlans } from "../store/plan-bucket";

/** The plans to apply, and the progress of earlier runs. */
export interface OpenedPlans {
  readonly plans: ReadonlyMap<string, StackPlan>;
  readonly keeper: RecordKeeper;
}

export interface PlansSource {
  readonly here: Origin;
  readonly stacks: readonly Pick<Stack, "name">[];
  /** A local folder. Default: the plans are fetched from the bucket, to `fetched`. */
  readonly folder?: string;
  readonly fetched: string;
  readonly bucket: string;
  readonly client: S3Client;
  /** SHA-256 of the approved manifest. Another job may have replaced the plans in the bucket. */
  readonly expect?: string;
  readonly now?: () => number;
}

/** The documented lifetime. The bucket's lifecycle rule deletes them later. */
const USABLE_MS = 24 * 60 * 60_000;

/**
 * @throws Problem if there are no plans, or if they are of another source.
 */
export async function openPlans(source: PlansSource): Promise<OpenedPlans> {
  const { here, stacks, folder, fetched, bucket, client } = source;
  const { environment, commit, group } = here;
  const place = { client, bucket, environment, commit, ...(group !== undefined && { group }) };
  if (folder === undefined) {
    await fetchPlans(place, fetched);
    checkApproved(fs.readFileSync(path.join(fetched, MANIFEST)), source);
  }
  // Terraform runs in each stack's folder, so a relative path would not resolve there.
  const from = path.resolve(folder ?? fetched);
  const plans = new Map(readPlans(from, here).map((plan) => [plan.stack, plan]));
  const needed = stacks.filter(({ name }) => group === undefined || groupOfStack(name) === group);
  const unplanned = needed.filter(({ name }) => !plans.has(name)).map(({ name }) => name);
  if (unplanned.length > 0)
    throw new Problem(`Nothing was deployed: no plan of ${unplanned.join(", ")}.\n  fix: plan all stacks, without --base`);
  const of = sha256(fs.readFileSync(path.join(from, MANIFEST)));
  return { plans, keeper: folder === undefined ? recordInBucket(place, of) : recordInFile(path.join(from, RECORD_FILE), of) };
}

/**
 * Checks that the plans are the approved ones. A later run for the same commit stores its plans under the same key, and anyone who can assume
 * the plan role can overwrite them.
 *
 * @throws Problem if they are other plans, or older than a day.
 */
function checkApproved(manifest: Buffer, { expect = "", here: { environment }, now = Date.now }: PlansSource): void {
  const fix = `  fix: run the whole workflow again, and approve the new plans`;
  if (!/^[0-9a-f]{64}$/.test(expect))
    throw new Problem(
      `Missing or invalid --expect ${JSON.stringify(expect)}. Plans from the state bucket are applied only if the manifest's SHA-256 matches.\n` +
        `  fix: npx --no-install terrace deploy ${environment} --expect <sha256 of manifest.json>; \`terrace plan\` prints the checksum at the end`,
    );
  if (sha256(manifest) !== expect)
    throw new Problem(
      `Nothing was deployed: the plans in the state bucket are not the approved ones; other plans of this commit replaced them.\n  approved: ${expect}\n  found: ${sha256(manifest)}\n${fix}`,
    );
  const { made } = JSON.parse(manifest.toString("utf8")) as Manifest;
  if (!(now() - Date.parse(made) <= USABLE_MS))
    throw new Problem(`Nothing was deployed: the plans are older than one day, created ${made}.\n${fix}`);
}
