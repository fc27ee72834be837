import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { pathsOf } from "../../cli/paths";
import { chooseProvider } from "../../cli/terraform/provider";
import { errorsOf, runTerraform } from "../../cli/terraform/terraform";
import { largePlatform } from "../../tools/bench/large-platform";
import { synthesizePlatform } from "../support/platform";
import { recordedState } from "../support/recorded-outputs";
import type { StackJson } from "../support/synth";

/**
 * One group of the large platform in each region is planned with the real provider, over recorded outputs of the stacks that it reads. The monitoring
 * stack of a group differs between regions only in its numbers, so one is planned.
 */

const root = path.join(__dirname, "../..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-large-plan-"));

/** STS, the only service that a plan of new resources calls. */
const calls: string[] = [];
const sts = http.createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    const action = new URLSearchParams(body).get("Action") ?? `${request.method} ${request.url}`;
    calls.push(action);
    const identity = "<Arn>arn:aws:iam::123456789012:user/plan</Arn><UserId>AIDA</UserId><Account>123456789012</Account>";
    response
      .writeHead(action === "GetCallerIdentity" ? 200 : 400, { "content-type": "text/xml" })
      .end(`<GetCallerIdentityResponse><GetCallerIdentityResult>${identity}</GetCallerIdentityResult></GetCallerIdentityResponse>`);
  });
});

let stacks: ReadonlyMap<string, StackJson>;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  await new Promise<void>((done) => sts.listen(0, "127.0.0.1", done));
  stacks = synthesizePlatform(largePlatform(100));
  for (const [name, stack] of stacks) fs.writeFileSync(path.join(folder, `${name}.tfstate`), JSON.stringify(recordedState(stack)));
  const { cliConfig } = await chooseProvider(pathsOf(root));
  env = {
    ...process.env,
    CHECKPOINT_DISABLE: "1",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(sts.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    NO_PROXY: "127.0.0.1",
    ...(cliConfig !== undefined && { TF_CLI_CONFIG_FILE: cliConfig }),
  };
}, 900_000);
afterAll(async () => {
  await new Promise((done) => sts.close(done));
  fs.rmSync(folder, { recursive: true, force: true });
});

type Block = Readonly<Record<string, unknown>>;

/** The stack with a local backend; it reads the recorded outputs instead of the state bucket. */
function localStack({ data = {}, terraform, ...rest }: StackJson): object {
  const { terraform_remote_state: remote = {}, ...others } = data;
  const local = Object.entries(remote).map(([name, block]) => {
    const { key } = (block as { readonly config: { readonly key: string } }).config;
    return [name, { ...block, backend: "local", config: { path: path.join(folder, key) } }];
  });
  const states = local.length > 0 && { terraform_remote_state: Object.fromEntries(local) as Block };
  return { ...rest, terraform: { ...terraform, backend: { local: {} } }, data: { ...others, ...states } };
}

interface Change {
  readonly mode: string;
  readonly type: string;
  readonly change: { readonly actions: readonly string[]; readonly after: Block | null };
}

/** The planned changes of managed resources. */
async function planned(name: string): Promise<readonly Change[]> {
  const stack = stacks.get(name);
  if (!stack) throw new Error(`${name} is not a stack: ${[...stacks.keys()].join(", ")}`);
  const directory = path.join(folder, name);
  fs.mkdirSync(directory);
  fs.writeFileSync(path.join(directory, "main.tf.json"), JSON.stringify(localStack(stack)));
  const terraform = async (...args: readonly string[]) => {
    const finished = await runTerraform(env, directory, args);
    if (finished.code !== 0) throw new Error(`terraform ${args.join(" ")} of ${name}:\n${errorsOf(finished)}`);
    return finished.stdout;
  };
  await terraform("init", "-input=false", "-no-color");
  await terraform("plan", "-input=false", "-no-color", "-refresh=false", "-lock=false", "-out=plan");
  const { resource_changes: changes } = JSON.parse(await terraform("show", "-json", "plan")) as {
    readonly resource_changes: readonly Change[];
  };
  return changes.filter(({ mode }) => mode === "managed");
}

const sizeOf = (stack: StackJson | undefined) =>
  Object.values(stack?.resource ?? {}).reduce((sum, blocks) => sum + Object.keys(blocks).length, 0);

test.each([
  ["large-us-east-1-service-group1"],
  ["large-us-east-1-watch-group1"],
  ["large-eu-west-1-service-group2"],
  ["large-ap-southeast-2-service-group20"],
])(
  "%s: the provider plans to create every resource",
  async (name) => {
    const changes = await planned(name);
    expect(changes).toHaveLength(sizeOf(stacks.get(name)));
    expect(changes.filter(({ change }) => change.actions.join() !== "create")).toEqual([]);
    const services = changes.filter(({ type }) => type === "aws_ecs_service");
    if (name.includes("-service-")) expect(services.length).toBeGreaterThan(3);
    for (const { change } of services) expect(String(change.after?.cluster)).toMatch(/^arn:aws:ecs:[a-z0-9-]+:123456789012:cluster\//);
  },
  300_000,
);

test("a plan calls no service except STS", () => {
  expect(new Set(calls)).toEqual(new Set(["GetCallerIdentity"]));
});
