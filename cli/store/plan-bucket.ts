import * as fs from "node:fs";
import * as path from "node:path";
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { Problem } from "../problem";
import { PLANS_PREFIX } from "../state/lifecycle";
import { emptyPlanFolder, MANIFEST, type Manifest } from "../plan/plan-folder";

/**
 * The location of a commit's plans in the state bucket, between the job that creates them and the job that applies them. Plans contain the same
 * secrets as states. As a workflow artifact, anyone with read access to the repository could read them.
 */
export interface PlanPlace {
  readonly client: S3Client;
  readonly bucket: string;
  readonly environment: string;
  readonly commit: string;
  /** The group whose stacks were planned. @default the whole environment */
  readonly group?: string;
}

const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
/** A name with a path could write a file outside of the folder. */
const PLAN_FILE = /^[\w-]+\.tfplan$/;
const OWNER_ONLY = { mode: 0o600 };

/** The bucket deletes objects with this prefix after one day (cli/state/lifecycle.ts). */
export function keyOf({ environment, commit, group }: Pick<PlanPlace, "environment" | "commit" | "group">, name: string): string {
  if (!COMMIT.test(commit))
    throw new Problem(`Plans are stored by commit, and ${JSON.stringify(commit)} is not a commit: 40 or 64 characters of 0-9 and a-f.`);
  const folder = group === undefined ? commit : `${commit}/${group}`;
  return `${PLANS_PREFIX}${environment}/${folder}/${name}`;
}

export async function putObject(place: PlanPlace, name: string, Body: string | Buffer): Promise<void> {
  await place.client.send(new PutObjectCommand({ Bucket: place.bucket, Key: keyOf(place, name), Body }));
}

/** An object of these plans; undefined if it does not exist. */
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
  const invalid = names.filter((name) => !PLAN_FILE.test(name));
  if (invalid.length > 0)
    throw new Problem(`Invalid plan file names: ${invalid.map((name) => JSON.stringify(name)).join(", ")}. Plan again.`);
  return names;
}

function readManifest(text: string, where: string): Manifest {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    throw new Problem(`${where} is not a plan manifest. Plan again.`);
  }
}

/** Stores a folder of plans in the bucket. The manifest comes last, so that an incomplete set is never used. */
export async function storePlans(place: PlanPlace, folder: string): Promise<void> {
  const text = fs.readFileSync(path.join(folder, MANIFEST), "utf8");
  for (const name of planFilesOf(readManifest(text, path.join(folder, MANIFEST))))
    await putObject(place, name, fs.readFileSync(path.join(folder, name)));
  await putObject(place, MANIFEST, text);
}

/**
 * Downloads the plans of a commit to a folder. `readPlans` then checks that they match the checked-out code and their checksums.
 *
 * @throws Problem if there are no plans.
 */
export async function fetchPlans(place: PlanPlace, folder: string): Promise<void> {
  const where = `s3://${place.bucket}/${keyOf(place, MANIFEST)}`;
  const text = (await getObject(place, MANIFEST))?.toString("utf8");
  if (text === undefined)
    throw new Problem(
      [
        `There are no saved plans of ${place.environment} for the commit ${place.commit}; plans are kept for one day.`,
        `  looked for: ${where}`,
        `  fix: plan again from this commit, \`npx --no-install terrace plan ${place.environment}\`, and get the plan reviewed`,
      ].join("\n"),
    );
  emptyPlanFolder(folder);
  for (const name of planFilesOf(readManifest(text, where))) {
    const bytes = await getObject(place, name);
    if (bytes) fs.writeFileSync(path.join(folder, name), bytes, OWNER_ONLY);
  }
  fs.writeFileSync(path.join(folder, MANIFEST), text, OWNER_ONLY);
}
