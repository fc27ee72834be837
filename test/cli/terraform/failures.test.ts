import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { applyStacks } from "../../../cli/cdktf/deploy";
import { pathsOf } from "../../../cli/paths";
import { Problem, problemText } from "../../../cli/problem";
import { applyPlan, init, savePlan } from "../../../cli/terraform/commands";
import { secondPlan } from "../../../cli/terraform/second-plan";
import { orFail, terraformOf } from "../../../cli/terraform/terraform";
import type { Stack } from "../../../cli/synthesis/synthesized";

/** These tests run Terraform and cdktf, which fail for the reasons that people meet: each error shows its cause. */

/** An S3 without buckets. */
const s3 = http.createServer((_request, response) => {
  response.writeHead(404, { "content-type": "application/xml" });
  response.end("<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>");
});
const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "terrace-failures-")));
const output = path.join(".terrace", "local", "cdktf.out");

beforeAll(() => new Promise<void>((resolve) => s3.listen(0, "127.0.0.1", resolve)));
afterAll(async () => {
  await new Promise((resolve) => s3.close(resolve));
  fs.rmSync(root, { recursive: true, force: true });
});

function context() {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(s3.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    NO_PROXY: "127.0.0.1",
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
    TF_PLUGIN_CACHE_DIR: path.join(root, "plugin-cache"),
  };
  fs.mkdirSync(env.TF_PLUGIN_CACHE_DIR, { recursive: true });
  return { paths: { ...pathsOf(process.cwd()), root: process.cwd(), logs: path.join(root, "logs"), output: path.join(root, output) }, env };
}

const BACKENDS = {
  local: (stack: string) => ({ local: { path: path.join(root, `${stack}.tfstate`) } }),
  wrongBucket: () => ({
    s3: {
      bucket: "gone",
      key: "a",
      region: "us-east-1",
      use_path_style: true,
      skip_credentials_validation: true,
      skip_requesting_account_id: true,
    },
  }),
};

interface Scenario {
  readonly name: string;
  readonly backend?: keyof typeof BACKENDS;
  readonly providers?: object;
  readonly resources: object;
}

const FINE = { terraform_data: { Fine: { input: "a" } } };
const UNREACHABLE: Scenario = {
  name: "unreachable",
  providers: { aws: { source: "registry.invalid/aws/aws", version: "1.0.0" } },
  resources: FINE,
};
const WRONG_BUCKET: Scenario = { name: "wrong-bucket", backend: "wrongBucket", resources: FINE };
const INVALID: Scenario = { name: "invalid", resources: { terraform_data: { Typo: { inputt: "a" } } } };
const FAILING: Scenario = {
  name: "failing",
  resources: { terraform_data: { Broken: { provisioner: [{ "local-exec": { command: "echo no capacity left; exit 3" } }] } } },
};

/** Synthesizes a stack, with the manifest that cdktf reads. */
function synthesized({ name, backend = "local", providers, resources }: Scenario): Stack {
  const directory = path.join(root, output, "stacks", name);
  const file = path.join("stacks", name, "cdk.tf.json");
  const document = {
    "//": { metadata: { backend, stackName: name, version: "0.21.0" }, outputs: {} },
    terraform: { backend: BACKENDS[backend](name), ...(providers && { required_providers: providers }) },
    resource: resources,
  };
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify(document, undefined, 2));
  const stack = {
    name,
    constructPath: name,
    synthesizedStackPath: file,
    annotations: [],
    dependencies: [],
    workingDirectory: path.join("stacks", name),
  };
  fs.writeFileSync(path.join(root, output, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks: { [name]: stack } }));
  return { name, directory, dependsOn: [], resources: [], outputs: {} };
}

async function textOf(task: Promise<unknown>): Promise<string> {
  const error = await task.then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  return error instanceof Problem ? problemText(error) : String(error);
}

/** Runs the Terraform commands of a plan and its deployment. */
async function planAndApply(scenario: Scenario): Promise<void> {
  fs.mkdirSync(context().paths.logs, { recursive: true });
  const stack = synthesized(scenario);
  const terraform = terraformOf(context());
  await init(terraform, stack);
  await savePlan(terraform, stack, "plan");
  orFail(stack.name, "the apply failed", await applyPlan(terraform, stack, "plan"));
}

function withCdktf(scenario: Scenario): Promise<unknown> {
  const stack = synthesized(scenario);
  const { paths, env } = context();
  return applyStacks({ platform: { name: scenario.name } as never, paths, env }, [stack], "deploy", { pattern: scenario.name });
}

const EXPECTED: readonly (readonly [string, Scenario, readonly string[]])[] = [
  [
    "an unreachable registry",
    UNREACHABLE,
    ["Error: Failed to query available provider packages", "could not connect to\nregistry.invalid"],
  ],
  ["a missing state bucket", WRONG_BUCKET, ['Error: Failed to get existing workspaces: S3 bucket "gone" does not exist.']],
  [
    "an invalid argument",
    INVALID,
    [
      "Error: Extraneous JSON object property",
      "at terraform_data.Typo, cdk.tf.json line",
      '"inputt": "a"',
      'No argument or block type is named "inputt"',
    ],
  ],
  [
    "an error of a provider",
    FAILING,
    ["Error: local-exec provisioner error", "at terraform_data.Broken", "exit status 3. Output: no capacity left"],
  ],
];

/** Line breaks depend on the length of paths. */
const words = (text: string) => text.replaceAll(/\s+/g, " ");

describe.each(EXPECTED)("%s", (_what, scenario, causes) => {
  test.each([
    ["Terraform", planAndApply],
    ["cdktf", withCdktf],
  ])("is the error if %s fails", async (_how, start) => {
    const text = await textOf(start(scenario));
    for (const cause of causes) expect(words(text)).toContain(words(cause));
    expect(text).toMatch(/^Full Terraform log: \S+$/m);
    expect(text.split("\n").length).toBeLessThanOrEqual(16);
  });
});

test("a locked state is the error, with the holder of the lock and the fix", async () => {
  const stack = synthesized({
    name: "locked",
    resources: { terraform_data: { Slow: { provisioner: [{ "local-exec": { command: "sleep 5" } }] } } },
  });
  const terraform = terraformOf(context());
  await init(terraform, stack);
  await savePlan(terraform, stack, "plan");
  const lock = path.join(root, ".locked.tfstate.lock.info");
  const running = applyPlan(terraform, stack, "plan");
  while (!fs.existsSync(lock)) await new Promise((resolve) => setTimeout(resolve, 50));
  const text = await textOf(savePlan(terraform, stack, "other"));
  expect(text).toMatch(
    /Error: Error acquiring the state lock\nLocked by \S+@\S+ \(apply\) since \d{4}-\S+ \S+ UTC, lock [0-9a-f-]{36}\.\n {2}fix: /,
  );
  expect(text).toContain("npx --no-install terrace unlock <environment> <stack>");
  expect((await running).code).toBe(0);
});

test("a failed second plan shows the error of its JSON output", async () => {
  const stack = synthesized(INVALID);
  const text = await textOf(secondPlan(terraformOf(context()), stack.directory, { log: path.join(root, "logs", "second.jsonl") }));
  expect(text).toMatch(
    /^The second plan of invalid failed\.\n\nError: Extraneous JSON object property\n {2}at .*cdk\.tf\.json line \d+\n {5}"inputt": "a"/,
  );
  expect(text).toContain("second.jsonl");
});
