import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Platform } from "../../config/model";
import { Problem } from "../problem";
import { clientFor } from "../state/state-bucket";

/**
 * The last commit that was deployed completely. Git does not contain it: the newest tag may have been rejected or may have failed, and a rollback
 * deploys an older one.
 */
export interface Deployed {
  readonly commit: string;
  /** The tag of the commit, if it has one. */
  readonly tag?: string;
  /** The end of the deployment, in ISO 8601. */
  readonly at: string;
}

/** The state bucket of an environment. */
export interface DeployedPlace {
  readonly client: S3Client;
  readonly bucket: string;
  readonly environment: string;
}

export function deployedPlaceOf({ name: environment, state }: Pick<Platform, "name" | "state">): DeployedPlace {
  return { client: clientFor(state.region), bucket: state.bucket, environment };
}

/** The deploy role is allowed to write it, and every role of the environment to read it (constructs/delivery/permissions/state-statements.ts). */
function keyOf(environment: string): string {
  return `deployed/${environment}.json`;
}

export async function writeDeployed({ client, bucket, environment }: DeployedPlace, deployed: Deployed): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(environment), Body: `${JSON.stringify(deployed)}\n` }));
}

/**
 * @returns undefined if no deployment was ever completed.
 * @throws Problem if the object is not such a record.
 */
export async function readDeployed({ client, bucket, environment }: DeployedPlace): Promise<Deployed | undefined> {
  const Key = keyOf(environment);
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
    return parseDeployed((await Body?.transformToString()) ?? "", `s3://${bucket}/${Key}`);
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** Validates the commit, because a workflow checks it out. */
function parseDeployed(text: string, where: string): Deployed {
  const wrong = new Problem(`${where} does not contain a deployed commit.\n  fix: deploy again; each completed deployment writes it`);
  try {
    const found = JSON.parse(text) as Deployed;
    if (COMMIT.test(found.commit)) return found;
  } catch {
    throw wrong;
  }
  throw wrong;
}
