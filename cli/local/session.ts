import * as path from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import type { Platform } from "../../config/model";
import type { TerraformContext } from "../terraform/terraform-context";
import { loadPlatform } from "../environment";
import type { Paths } from "../paths";
import type { ProviderChoice } from "../terraform/provider";
import { localEnvironment, localVariables } from "./environment";
import { ageSeconds, findLocalAws, LIFETIME_SECONDS, startLocalAws, stopLocalAws, type LocalAws, type StartOptions } from "./local-aws";

/** The context of a run on the local AWS. */
export interface Session extends TerraformContext {
  readonly platform: Platform;
  readonly server: LocalAws;
  /** True if this run started the server and must stop it on failure. */
  readonly started: boolean;
  readonly s3: S3Client;
}

/** A server must not stop in the middle of a deployment. */
const MIN_SECONDS_LEFT = 1800;

/** Uses the running local AWS if it runs for long enough, or starts one. */
export async function provideLocalAws(paths: Paths, options: StartOptions): Promise<{ server: LocalAws; started: boolean }> {
  const running = await findLocalAws(paths);
  const lifetime = options.lifetimeSeconds ?? LIFETIME_SECONDS;
  if (running && lifetime - ageSeconds(paths) >= MIN_SECONDS_LEFT) return { server: running, started: false };
  if (running) await stopLocalAws(paths);
  return { server: await startLocalAws(paths, options), started: true };
}

export function openSession(
  paths: Paths,
  environment: string,
  provider: ProviderChoice,
  local: { server: LocalAws; started: boolean },
): Session {
  const platform = loadPlatform(environment);
  const variables = localVariables(local.server, provider.cliConfig);
  return {
    paths,
    platform,
    ...local,
    env: {
      ...localEnvironment(process.env, variables),
      ENVIRONMENT: environment,
      // All stacks need the same provider: it is downloaded once, and cached with the other generated files.
      TF_PLUGIN_CACHE_DIR: process.env.TF_PLUGIN_CACHE_DIR ?? path.join(paths.home, "plugin-cache"),
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "true",
      TF_CLI_ARGS_init: "-lockfile=readonly",
    },
    s3: new S3Client({
      region: platform.state.region,
      endpoint: local.server.url,
      forcePathStyle: true,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    }),
  };
}
