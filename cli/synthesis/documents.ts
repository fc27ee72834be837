import * as fs from "node:fs";
import * as path from "node:path";
import type { Paths } from "../paths";
import { readDocuments, type Documents } from "./resources";
import { runApp } from "./run-app";

export interface DocumentOptions {
  /** A command to run instead of the one in cdktf.json, like `cdktf --app`. */
  readonly app?: string;
  /** @default all environments */
  readonly environment?: string;
}

/**
 * Synthesizes stacks in a temporary folder, to read them.
 *
 * @throws Problem if an environment has errors.
 */
export async function synthesizeDocuments(paths: Paths, { app, environment }: DocumentOptions = {}): Promise<Documents> {
  const folder = path.join(paths.home, "documents", `cdktf.out-${process.pid}`);
  const { ENVIRONMENT: _inherited, ...env } = process.env;
  try {
    return readDocuments(await runApp(paths.root, folder, { ...env, ...(environment !== undefined && { ENVIRONMENT: environment }) }, app));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
