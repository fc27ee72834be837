import * as fs from "node:fs";
import * as path from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Stack } from "../../deploy/synthesized";
import { Problem } from "../../problem";
import { sha256 } from "../plan/digests";
import { MANIFEST, readPlans, type Origin } from "../plan/plan-folder";
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
}

/**
 * @throws Problem where there are no plans, or they are not of what is here.
 */
export async function openPlans({ here, stacks, folder, fetched, bucket, client }: PlansSource): Promise<OpenedPlans> {
  const place = { client, bucket, environment: here.environment, commit: here.commit };
  if (folder === undefined) await fetchPlans(place, fetched);
  // Terraform runs in each stack's own folder: from there a path of this one leads nowhere.
  const from = path.resolve(folder ?? fetched);
  const plans = new Map(readPlans(from, here).map((plan) => [plan.stack, plan]));
  const unplanned = stacks.filter(({ name }) => !plans.has(name)).map(({ name }) => name);
  if (unplanned.length > 0)
    throw new Problem(`Nothing was deployed: there is no plan of ${unplanned.join(", ")}.\n  to mend: plan all stacks, without --base`);
  const of = sha256(fs.readFileSync(path.join(from, MANIFEST)));
  return { plans, keeper: folder === undefined ? recordInBucket(place, of) : recordInFile(path.join(from, RECORD_FILE), of) };
}
