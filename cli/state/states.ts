import { GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { stateKey } from "../../stacks/names";

/** The parts of a Terraform state that Terrace reads. */
export interface State {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly unknown[];
  }[];
  readonly outputs: Readonly<Record<string, { readonly value: unknown; readonly sensitive?: boolean }>>;
}

/** The state of one stack in the bucket; undefined if the stack was never deployed. */
export async function readState(client: S3Client, bucket: string, stack: string): Promise<State | undefined> {
  try {
    return JSON.parse(await readObject(client, bucket, stateKey(stack))) as State;
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

export async function readObject(client: S3Client, bucket: string, key: string, version?: string): Promise<string> {
  const { Body } = await client.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, ...(version !== undefined && { VersionId: version }) }),
  );
  return (await Body?.transformToString()) ?? "";
}

export async function listKeys(client: S3Client, bucket: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket }))
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
  return keys;
}

/** The types of all managed resources in a state, one for each instance. */
export function managedTypes(state: State): string[] {
  return state.resources.filter(({ mode }) => mode === "managed").flatMap(({ type, instances }) => instances.map(() => type));
}
