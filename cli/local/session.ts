import * as path from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Platform } from "../../config/model";
import type { TerraformContext } from "../terraform/terraform-context";
import { loadPlatform } from "../environment";
import type { Paths } from "../paths";
import type { ProviderChoice } from "../terraform/provider";
import { localEnvironment, localVariables } from "./environment";
import { RUN_MARKER } from "./killed-run";
import { ageSeconds, LIFETIME_SECONDS, startLocalAws, type StartOptions } from "./local-aws";
import { localS3Client } from "./local-client";
import { findLocalAws, type OwnServer } from "./own-server";

/** The context of a run on the local AWS. */
export interface Session extends TerraformContext {
  readonly platform: Platform;
  readonly server: OwnServer;
  /** True if this run started the server and must stop it on failure. */
  readonly started: boolean;
  readonly s3: S3Client;
}

/** A server must not stop in the middle of a deployment. */
const MIN_SECONDS_LEFT = 1800;

/** The local AWS of a run, and whether the run started it. */
export interface ProvidedServer {
  readonly server: OwnServer;
  readonly started: boolean;
}

/** Uses the running local AWS if it runs for long enough, or starts one. */
export async function provideLocalAws(paths: Paths, options: StartOptions): Promise<ProvidedServer> {
  const running = await findLocalAws(paths);
  const lifetime = options.lifetimeSeconds ?? LIFETIME_SECONDS;
  if (running && lifetime - ageSeconds(paths) >= MIN_SECONDS_LEFT) return { server: running, started: false };
  return { server: await startLocalAws(paths, options), started: true };
}

/** @param root the folder of the project. @default the project of the paths */
export function openSession(
  paths: Paths,
  environment: string,
  provider: ProviderChoice,
  local: ProvidedServer,
  root = paths.root,
): Session {
  const platform = loadPlatform(environment, root);
  const variables = localVariables(local.server, provider.cliConfig);
  const { HTTPS_PROXY: _upper, https_proxy: _lower, ...direct } = process.env;
  // Only the download of the provider may need the proxy.
  const shell = provider.source.kind === "mirror" ? direct : process.env;
  return {
    paths,
    platform,
    ...local,
    env: {
      ...localEnvironment(shell, variables),
      ENVIRONMENT: environment,
      [RUN_MARKER]: paths.readyFile,
      // All stacks need the same provider: it is downloaded once, and cached with the other generated files.
      TF_PLUGIN_CACHE_DIR: process.env.TF_PLUGIN_CACHE_DIR ?? path.join(paths.home, "plugin-cache"),
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "true",
      TF_CLI_ARGS_init: "-lockfile=readonly",
    },
    s3: localS3Client(local.server, platform.state.region),
  };
}
