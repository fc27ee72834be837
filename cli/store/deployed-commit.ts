import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { Problem } from "../problem";

/**
 * What was deployed last, to its end. Git does not know it: the newest tag may have been rejected or have failed, and what was rolled back is
 * older than that.
 */
export interface Deployed {
  readonly commit: string;
  /** The tag that names the commit, where one does. */
  readonly tag?: string;
  /** When it came to its end, as ISO 8601. */
  readonly at: string;
}

/** The state bucket of an environment. */
export interface DeployedPlace {
  readonly client: S3Client;
  readonly bucket: string;
  readonly environment: string;
}

/** The deploy role may write it, and each role of the environment read it (constructs/delivery/permissions/state-statements.ts). */
function keyOf(environment: string): string {
  return `deployed/${environment}.json`;
}

export async function writeDeployed({ client, bucket, environment }: DeployedPlace, deployed: Deployed): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(environment), Body: `${JSON.stringify(deployed)}\n` }));
}

/**
 * @returns undefined where nothing was ever deployed to its end.
 * @throws Problem where what is there is no such record.
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

/** What is read here is checked out by a workflow. */
function parseDeployed(text: string, where: string): Deployed {
  const wrong = new Problem(`${where} does not say which commit was deployed.\n  fix:deploy again: each deployment writes it at its end`);
  try {
    const found = JSON.parse(text) as Deployed;
    if (COMMIT.test(found.commit)) return found;
  } catch {
    throw wrong;
  }
  throw wrong;
}
