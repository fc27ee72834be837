import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { requireCredentials } from "../aws/credentials";
import type { Platform } from "../../config/model";
import { pathsOf, type Paths } from "../paths";
import { Refused, UsageProblem } from "../problem";
import type { StateBucket } from "../state/state-bucket";
import { chooseProvider } from "../terraform/provider";
import { COMMAND, type Call, type Verb } from "../verb";
import { localEnvironment, localVariables } from "./environment";
import { RUN_MARKER } from "./killed-run";
import { localS3Client } from "./local-client";
import { findLocalAws, type OwnServer } from "./own-server";
import { takeLock } from "./run-lock";

/**
 * The AWS whose resources a verb reads or changes: the local AWS of this project, or AWS. One run uses exactly one of them, and prints which.
 *
 * A verb that only reads uses the local AWS if it runs and has the environment. A verb that changes something never does so without `--local`: it
 * uses AWS.
 */
export type Target =
  { readonly kind: "local"; readonly server: OwnServer } | { readonly kind: "aws"; /** AWS_ENDPOINT_URL. */ readonly endpoint?: string };

export interface TargetRequest {
  readonly paths: Paths;
  /** The state bucket of the environment. */
  readonly state: StateBucket;
  readonly choice: "local" | "aws" | undefined;
  readonly order: NonNullable<Verb["target"]>;
  readonly env: NodeJS.ProcessEnv;
}

/** @throws UsageProblem if both are passed. */
export function choiceOf(call: Pick<Call, "flag">): TargetRequest["choice"] {
  const [local, aws] = [call.flag("local"), call.flag("aws")];
  if (local && aws) throw new UsageProblem("--local and --aws exclude each other. Remove one of them.");
  if (local) return "local";
  return aws ? "aws" : undefined;
}

/**
 * Chooses the target. In a shell of `terrace dev shell`, whose AWS_ENDPOINT_URL is the local AWS, that is the target of every verb.
 *
 * @throws Problem if the choice contradicts the running servers or the shell.
 */
export async function chooseTarget({ paths, state, choice, order, env }: TargetRequest): Promise<Target> {
  const endpoint = env.AWS_ENDPOINT_URL === "" ? undefined : env.AWS_ENDPOINT_URL;
  const server = await findLocalAws(paths);
  const isLocalShell = server !== undefined && endpoint !== undefined && sameOrigin(endpoint, server.url);
  if (choice === "aws") {
    if (endpoint === undefined) return { kind: "aws" };
    throw new Refused(
      `--aws contradicts this shell: AWS_ENDPOINT_URL leads to ${endpoint}.\n  fix: leave the shell of terrace dev shell, or unset AWS_ENDPOINT_URL, or remove --aws`,
    );
  }
  if (choice === "local" && !server)
    throw new Refused(`--local needs the local AWS of this project, and it is not running.\n  fix: start it with: ${COMMAND} dev`);
  if (server && (choice === "local" || isLocalShell)) return { kind: "local", server };
  if (endpoint !== undefined) return { kind: "aws", endpoint };
  return server && order === "local-first" && (await hasEnvironment(server, state)) ? { kind: "local", server } : { kind: "aws" };
}

function sameOrigin(one: string, other: string): boolean {
  try {
    return new URL(one).origin === new URL(other).origin;
  } catch {
    return false;
  }
}

/** Whether the environment was deployed to the local AWS: it has the state bucket. */
async function hasEnvironment(server: OwnServer, { bucket, region }: StateBucket): Promise<boolean> {
  const client = localS3Client(server, region);
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}

/** "Target: the local AWS of this project at http://127.0.0.1:4566. For AWS: --aws" */
export function targetText(target: Target, choice: TargetRequest["choice"]): string {
  if (target.kind === "local")
    return `Target: the local AWS of this project at ${target.server.url}.${choice === undefined ? " For AWS: --aws" : ""}`;
  return target.endpoint === undefined
    ? "Target: AWS, with the credentials of this shell."
    : `Target: ${target.endpoint} (AWS_ENDPOINT_URL of this shell).`;
}

/**
 * Chooses the target, prints it on standard error, and makes it the target of this process and all its child processes: the variables of the other one
 * are removed. For AWS, checks the credentials. A change of the local AWS holds the lock of its folder until the process ends.
 */
export async function enterTarget(call: Call, platform: Pick<Platform, "name" | "account" | "state">): Promise<Target> {
  const { verb } = call;
  const [choice, paths, order] = [choiceOf(call), pathsOf(call.root), verb.target ?? "aws-first"];
  const target = await chooseTarget({ paths, state: platform.state, choice, order, env: process.env });
  console.error(targetText(target, choice));
  if (target.kind === "aws") {
    await requireCredentials(platform.account);
    return target;
  }
  if (order === "aws-first") takeLock(paths.runLock, `terrace ${verb.name} ${platform.name} --local`);
  const variables = localVariables(target.server, (await chooseProvider(paths)).cliConfig);
  replaceEnvironment(process.env, { ...localEnvironment(process.env, variables), [RUN_MARKER]: paths.readyFile });
  return target;
}

/** Replaces all variables, in place. */
export function replaceEnvironment(env: NodeJS.ProcessEnv, next: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env)) if (!Object.hasOwn(next, name)) delete env[name];
  Object.assign(env, next);
}
