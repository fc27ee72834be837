import * as fs from "node:fs";
import * as path from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Stack } from "../synthesis/synthesized";
import { Problem } from "../problem";
import { sha256 } from "../plan/digests";
import { MANIFEST, readPlans, type Manifest, type Origin } from "../plan/plan-folder";
import type { StackPlan } from "../plan/stack-plan";
import { recordInBucket, recordInFile, RECORD_FILE, type RecordKeeper } from "../store/delivery-record";
import { fetchPlans } from "../store/plan-bucket";

/** The plans that are to be applied, and how far an earlier run has come with them. */
export interface OpenedPlans {
  readonly plans: ReadonlyMap<string, StackPlan>;
  readonly keeper: RecordKeeper;
}

export interface PlansSource {
  readonly here: Origin;
  readonly stacks: readonly Pick<Stack, "name">[];
  /** A folder on this machine; else they are fetched from the bucket, into `fetched`. */
  readonly folder?: string;
  readonly fetched: string;
  readonly bucket: string;
  readonly client: S3Client;
  /** The sum of the manifest whose plans were approved: in the bucket another job may have put others in their place. */
  readonly expect?: string;
  readonly now?: () => number;
}

/** As long as the text promises. The bucket's lifecycle deletes at some midnight after that, and later still. */
const USABLE_MS = 24 * 60 * 60_000;

/**
 * @throws Problem where there are no plans, or they are not of what is here.
 */
export async function openPlans(source: PlansSource): Promise<OpenedPlans> {
  const { here, stacks, folder, fetched, bucket, client } = source;
  const place = { client, bucket, environment: here.environment, commit: here.commit };
  if (folder === undefined) {
    await fetchPlans(place, fetched);
    checkApproved(fs.readFileSync(path.join(fetched, MANIFEST)), source);
  }
  // Terraform runs in each stack's own folder: from there a path of this one leads nowhere.
  const from = path.resolve(folder ?? fetched);
  const plans = new Map(readPlans(from, here).map((plan) => [plan.stack, plan]));
  const unplanned = stacks.filter(({ name }) => !plans.has(name)).map(({ name }) => name);
  if (unplanned.length > 0)
    throw new Problem(`Nothing was deployed: there is no plan of ${unplanned.join(", ")}.\n  fix: plan all stacks, without --base`);
  const of = sha256(fs.readFileSync(path.join(from, MANIFEST)));
  return { plans, keeper: folder === undefined ? recordInBucket(place, of) : recordInFile(path.join(from, RECORD_FILE), of) };
}

/**
 * What was approved is what is applied: a later run for the same commit leaves its plans in the same place, and so may whoever has the role that
 * makes them.
 *
 * @throws Problem where they are other ones, or older than a day.
 */
function checkApproved(manifest: Buffer, { expect = "", here: { environment }, now = Date.now }: PlansSource): void {
  const again = `  fix: run the whole workflow again, and approve the new plans`;
  if (!/^[0-9a-f]{64}$/.test(expect))
    throw new Problem(
      `Which plans were approved? Those in the state bucket are applied by the sum of their manifest alone, and ${JSON.stringify(expect)} is none.\n` +
        `  to fix: npm run deploy -- --environment ${environment} --expect <sha256 of manifest.json>; \`npm run plan\` ends with the checksum`,
    );
  if (sha256(manifest) !== expect)
    throw new Problem(
      `Nothing was deployed: other plans of this commit have taken the place of those that were approved.\n  approved: ${expect}\n  there: ${sha256(manifest)}\n${again}`,
    );
  const { made } = JSON.parse(manifest.toString("utf8")) as Manifest;
  if (!(now() - Date.parse(made) <= USABLE_MS))
    throw new Problem(`Nothing was deployed: the plans are older than a day, made ${made}.\n${again}`);
}
