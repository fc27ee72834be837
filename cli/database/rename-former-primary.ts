import { setTimeout as sleep } from "node:timers/promises";
import { DescribeDBInstancesCommand, ModifyDBInstanceCommand, RDSClient, type RDSClientConfig } from "@aws-sdk/client-rds";
import { Problem } from "../problem";

/** The calls of RDS that are needed here. */
export interface Instances {
  /** The status of an instance; undefined where there is none of that name. */
  readonly status: (identifier: string) => Promise<string | undefined>;
  readonly rename: (from: string, to: string) => Promise<void>;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints */
const LONGEST_IDENTIFIER = 63;
const SUFFIX = "-former";
const PATIENCE_SECONDS = 900;

export function formerIdentifier(identifier: string): string {
  return `${identifier.slice(0, LONGEST_IDENTIFIER - SUFFIX.length)}${SUFFIX}`;
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
 * Gives a former primary another name, so that its place is free and nothing that it holds is lost. A second run goes on where the first
 * one stopped. Its replicas go on following it.
 *
 * @returns its new name, or undefined where the instance is gone.
 * @throws Problem where one was set aside before and is still there.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RenameInstance.html
 */
export async function renameFormerPrimary(identifier: string, instances: Instances, pauseSeconds = 5): Promise<string | undefined> {
  const former = formerIdentifier(identifier);
  const [here, there] = [await instances.status(identifier), await instances.status(former)];
  if (here !== undefined && there !== undefined) throw new Problem(twice(identifier, former));
  if (here === undefined && there === undefined) return undefined;
  if (here !== undefined) await instances.rename(identifier, former);
  await untilRenamed(identifier, former, instances, pauseSeconds);
  return former;
}

async function untilRenamed(identifier: string, former: string, instances: Instances, pauseSeconds: number): Promise<void> {
  const attempts = Math.ceil(PATIENCE_SECONDS / pauseSeconds);
  for (let attempt = 0; attempt < attempts; attempt++) {
    if ((await instances.status(former)) === "available" && (await instances.status(identifier)) === undefined) return;
    await sleep(pauseSeconds * 1000);
  }
  throw new Problem(
    `${identifier} was told to be ${former}, and is not after ${PATIENCE_SECONDS / 60} minutes. Run the same command again when it is.`,
  );
}

function twice(identifier: string, former: string): string {
  return [
    `Nothing was changed: there is an instance ${former} from an earlier time beside ${identifier}, and both may hold what nobody else has.`,
    "Look into it, and delete or rename it: docs/runbooks/promote-a-database.md, the last step.",
  ].join("\n");
}
