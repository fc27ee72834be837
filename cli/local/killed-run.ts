import * as fs from "node:fs";
import * as path from "node:path";
import { DeleteObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import type { Paths } from "../paths";
import type { StateBucket } from "../state/state-bucket";
import { stackOfStateKey, stateKeyOfLock } from "../../stacks/names";
import { endProcesses } from "../process/end-process";
import { findProcesses, hasVariable } from "../process/identity";
import { localS3Client } from "./local-client";
import type { OwnServer } from "./own-server";

/**
 * The remains of a killed run: processes, state locks, and resources that are in no state. The caller holds the lock of the folder, which proves
 * that no run is in progress, and the server is a verified handle, so nothing here can reach AWS.
 */

/** Marks the child processes of a run, so that the next run finds processes that outlived it. */
export const RUN_MARKER = "TERRACE_LOCAL_RUN";

/** Time for Terraform to save its state. */
const GRACE_MILLISECONDS = 10_000;

/** Ends Terraform, its provider and cdktf of a killed run, and returns their number. SIGINT lets Terraform save its state and release its lock. */
export async function endLeftProcesses({ readyFile }: Paths): Promise<number> {
  const left = findProcesses((pid) => hasVariable(pid, RUN_MARKER, readyFile));
  await endProcesses(left, "SIGINT", GRACE_MILLISECONDS);
  return left.length;
}

/** Kills them without a grace period, if there is no server left that could store a state. */
export async function killLeftProcesses({ readyFile }: Paths): Promise<void> {
  await endProcesses(
    findProcesses((pid) => hasVariable(pid, RUN_MARKER, readyFile)),
    "SIGKILL",
    0,
  );
}

interface LeftLock {
  readonly stack: string;
  readonly key: string;
  /** Resources that were created after this time may be missing in the state: the time of the lock, or of a later state. */
  readonly since: Date;
}

/** The state locks in the state bucket of an environment. Empty if the environment was never deployed here. */
async function findLocks(server: OwnServer, { bucket, region }: StateBucket): Promise<LeftLock[]> {
  const client = localS3Client(server, region);
  const times = new Map<string, Date>();
  try {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket }))
      for (const { Key = "", LastModified = new Date(0) } of page.Contents ?? []) times.set(Key, LastModified);
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchBucket") return [];
    throw error;
  } finally {
    client.destroy();
  }
  return [...times].flatMap(([key, locked]) => {
    const state = stateKeyOfLock(key);
    if (state === undefined) return [];
    const saved = times.get(state) ?? locked;
    return [{ key, stack: stackOfStateKey(state) ?? state, since: saved > locked ? saved : locked }];
  });
}

/** Operations that only read or remove. Terraform finds on its next refresh what was removed. State files and locks are objects in S3. */
const CREATES_NOTHING =
  /^(unsigned|sts)\.|\.(Describe|Get|List|Head|Batch(Get|Describe)|Search|Lookup|Query|Select|Delete|Deregister|Remove|Release|Detach|Disassociate|Revoke|Unsubscribe|Untag|Cancel|Simulate|Decrypt|Test)|^s3\.(PutObject|GET|HEAD|DELETE)/;

/** Whether the server created something at or after a time. True if its request log cannot be read. */
export function createdSince(log: string | undefined, since: Date): boolean {
  if (log === undefined) return true;
  const second = Math.floor(since.getTime() / 1000) * 1000;
  return log
    .split("\n")
    .filter(Boolean)
    .some((line) => {
      try {
        const { time, operation, status } = JSON.parse(line) as { time: string; operation: string; status: number };
        return Date.parse(time) >= second && status < 400 && !CREATES_NOTHING.test(operation);
      } catch {
        // The line is being written.
        return false;
      }
    });
}

export interface Remains {
  /** The reason why the local AWS must start again without data; undefined if it can be used. */
  readonly unusable: string | undefined;
  /** Stacks whose state locks were removed. */
  readonly unlocked: readonly string[];
}

/**
 * Makes the local AWS usable after a killed run: removes its state locks. If the run created resources that may be in no state, no deployment could
 * succeed, since their names are taken: then the caller starts the local AWS again, which loses nothing real.
 */
export async function clearKilledRun(paths: Paths, server: OwnServer, state: StateBucket): Promise<Remains> {
  const unsaved = erroredStates(path.join(paths.root, paths.output));
  if (unsaved.length > 0) return { unusable: `Terraform could not save the state of ${unsaved.join(", ")}`, unlocked: [] };
  const locks = await findLocks(server, state);
  if (locks.length === 0) return { unusable: undefined, unlocked: [] };
  const log = readText(paths.serverLog);
  const halfCreated = locks.filter(({ since }) => createdSince(log, since)).map(({ stack }) => stack);
  if (halfCreated.length > 0)
    return { unusable: `a killed run created resources that are not in the state of ${halfCreated.join(", ")}`, unlocked: [] };
  const client = localS3Client(server, state.region);
  try {
    for (const { key } of locks) await client.send(new DeleteObjectCommand({ Bucket: state.bucket, Key: key }));
  } finally {
    client.destroy();
  }
  return { unusable: undefined, unlocked: locks.map(({ stack }) => stack) };
}

/** Stacks of the last local synthesis with a state that Terraform could not save. */
function erroredStates(output: string): string[] {
  const stacks = path.join(output, "stacks");
  if (!fs.existsSync(stacks)) return [];
  return fs.readdirSync(stacks).filter((stack) => fs.existsSync(path.join(stacks, stack, "errored.tfstate")));
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
