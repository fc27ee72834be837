import { setTimeout as sleep } from "node:timers/promises";
import { DescribeDBInstancesCommand, ModifyDBInstanceCommand, RDSClient, type RDSClientConfig } from "@aws-sdk/client-rds";
import { Problem } from "../problem";

/** The RDS calls that a rename needs. */
export interface Instances {
  /** The status of an instance; undefined if it does not exist. */
  readonly status: (identifier: string) => Promise<string | undefined>;
  readonly rename: (from: string, to: string) => Promise<void>;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints */
const MAX_IDENTIFIER_LENGTH = 63;
const SUFFIX = "-former";
const TIMEOUT_SECONDS = 900;

export function formerIdentifier(identifier: string): string {
  return `${identifier.slice(0, MAX_IDENTIFIER_LENGTH - SUFFIX.length)}${SUFFIX}`;
}

export function instancesIn(region: string, options: RDSClientConfig = {}): Instances {
  const client = new RDSClient({ region, ...options });
  return {
    status: (identifier) =>
      client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier })).then(
        ({ DBInstances: [instance] = [] }) => instance?.DBInstanceStatus,
        (error: unknown) => {
          if (error instanceof Error && error.name.startsWith("DBInstanceNotFound")) return undefined;
          throw error;
        },
      ),
    rename: async (from, to) => {
      const input = { DBInstanceIdentifier: from, NewDBInstanceIdentifier: to, ApplyImmediately: true };
      await client.send(new ModifyDBInstanceCommand(input));
    },
  };
}

/**
 * Renames a former primary, so that its identifier is free and its data is kept. A second run resumes where the first one stopped. Its replicas
 * keep replicating from it.
 *
 * @returns the new identifier, or undefined if the instance no longer exists.
 * @throws Problem if an instance that was renamed earlier still exists.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RenameInstance.html
 */
export async function renameFormerPrimary(identifier: string, instances: Instances, pauseSeconds = 5): Promise<string | undefined> {
  const former = formerIdentifier(identifier);
  const [here, there] = [await instances.status(identifier), await instances.status(former)];
  if (here !== undefined && there !== undefined) throw new Problem(bothExist(identifier, former));
  if (here === undefined && there === undefined) return undefined;
  if (here !== undefined) await instances.rename(identifier, former);
  await untilRenamed(identifier, former, instances, pauseSeconds);
  return former;
}

async function untilRenamed(identifier: string, former: string, instances: Instances, pauseSeconds: number): Promise<void> {
  const attempts = Math.ceil(TIMEOUT_SECONDS / pauseSeconds);
  for (let attempt = 0; attempt < attempts; attempt++) {
    if ((await instances.status(former)) === "available" && (await instances.status(identifier)) === undefined) return;
    await sleep(pauseSeconds * 1000);
  }
  throw new Problem(
    `${identifier} is still not renamed to ${former} after ${TIMEOUT_SECONDS / 60} minutes. Run the same command again once it is.`,
  );
}

function bothExist(identifier: string, former: string): string {
  return [
    `Nothing was changed: an earlier instance ${former} still exists next to ${identifier}, and each may hold the only copy of its data.`,
    "Inspect it, then delete or rename it: docs/runbooks/promote-a-database.md, the last step.",
  ].join("\n");
}
