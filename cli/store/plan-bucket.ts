import * as fs from "node:fs";
import * as path from "node:path";
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { Problem } from "../problem";
import { PLANS_PREFIX } from "../state/lifecycle";
import { emptyPlanFolder, MANIFEST, type Manifest } from "../plan/plan-folder";

/**
 * Where the plans of a commit travel from the job that makes them to the one that applies them: the state bucket, which holds as much already.
 * As an artifact of a workflow they could be read by whoever can read the repository.
 */
export interface PlanPlace {
  readonly client: S3Client;
  readonly bucket: string;
  readonly environment: string;
  readonly commit: string;
}

const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
/** A name that led out of the folder would have another file written. */
const PLAN_FILE = /^[\w-]+\.tfplan$/;
const OWNER_ONLY = { mode: 0o600 };

/** The bucket deletes what is below here after a day (cli/state/lifecycle.ts). */
export function keyOf({ environment, commit }: Pick<PlanPlace, "environment" | "commit">, name: string): string {
  if (!COMMIT.test(commit)) throw new Problem(`Plans are kept by commit, and ${JSON.stringify(commit)} is none: 40 or 64 of 0-9 and a-f.`);
  return `${PLANS_PREFIX}${environment}/${commit}/${name}`;
}

export async function putObject(place: PlanPlace, name: string, Body: string | Buffer): Promise<void> {
  await place.client.send(new PutObjectCommand({ Bucket: place.bucket, Key: keyOf(place, name), Body }));
}

/** An object of these plans; undefined where there is none. */
export async function getObject(place: PlanPlace, name: string): Promise<Buffer | undefined> {
  try {
    const { Body } = await place.client.send(new GetObjectCommand({ Bucket: place.bucket, Key: keyOf(place, name) }));
    return Body && Buffer.from(await Body.transformToByteArray());
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

function planFilesOf(manifest: Manifest): string[] {
  const names = Object.keys(manifest.files);
  const strange = names.filter((name) => !PLAN_FILE.test(name));
  if (strange.length > 0) throw new Problem(`No plan is called ${strange.map((name) => JSON.stringify(name)).join(", ")}: plan again.`);
  return names;
}

function readManifest(text: string, where: string): Manifest {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    throw new Problem(`${where} is no manifest of plans: plan again.`);
  }
}

/** Puts a folder of plans into the bucket. The manifest comes last: half a set is never taken for a whole one. */
export async function storePlans(place: PlanPlace, folder: string): Promise<void> {
  const text = fs.readFileSync(path.join(folder, MANIFEST), "utf8");
  for (const name of planFilesOf(readManifest(text, path.join(folder, MANIFEST))))
    await putObject(place, name, fs.readFileSync(path.join(folder, name)));
  await putObject(place, MANIFEST, text);
}

/**
 * Fetches the plans of a commit into a folder. Whether they are of what is here, and each the file that was made, is asked where the folder
 * is read (`readPlans`).
 *
 * @throws Problem where there are none.
 */
export async function fetchPlans(place: PlanPlace, folder: string): Promise<void> {
  const where = `s3://${place.bucket}/${keyOf(place, MANIFEST)}`;
  const text = (await getObject(place, MANIFEST))?.toString("utf8");
  if (text === undefined)
    throw new Problem(
      [
        `There are no saved plans of ${place.environment} for the commit ${place.commit}; plans are kept for a day.`,
        `  looked for: ${where}`,
        `  fix: plan again from this commit, \`npm run plan -- --environment ${place.environment}\`, and have that reviewed`,
      ].join("\n"),
    );
  emptyPlanFolder(folder);
  for (const name of planFilesOf(readManifest(text, where))) {
    const bytes = await getObject(place, name);
    if (bytes) fs.writeFileSync(path.join(folder, name), bytes, OWNER_ONLY);
  }
  fs.writeFileSync(path.join(folder, MANIFEST), text, OWNER_ONLY);
}
