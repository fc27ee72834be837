import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataLoss } from "../../cli/guard/stateful";
import { reductionsOf } from "../../cli/guard/reductions";
import { tierOf } from "../../cli/cdktf/tiers";
import { pathsOf } from "../../cli/paths";
import { chooseProvider } from "../../cli/terraform/provider";
import { runTerraform } from "../../cli/terraform/terraform";
import { referenceFields } from "../../config/reference";
import { resolve } from "../../config/resolve";
import { definePlatform } from "../../stacks/platform";
import { changed } from "../config/base-environment";
import { type StackJson, resources, synthesize } from "../support/synth";

/**
 * A kind that Terrace does not have, added as docs/internals/add-a-kind.md describes: its folder (test/fixtures/toy-kind), one line in the list
 * of kinds, and one line in the stack that creates it. The rest follows from the list.
 */
jest.mock("../../constructs/kinds", () => {
  const { KINDS } = jest.requireActual<typeof import("../../constructs/kinds")>("../../constructs/kinds");
  const { streamKind } = jest.requireActual<typeof import("../fixtures/toy-kind/kind")>("../fixtures/toy-kind/kind");
  return { KINDS: [...KINDS, streamKind] };
});

jest.mock("../../stacks/data-stack", () => {
  const { DataStack } = jest.requireActual<typeof import("../../stacks/data-stack")>("../../stacks/data-stack");
  const { Stream } = jest.requireActual<typeof import("../fixtures/toy-kind/stream")>("../fixtures/toy-kind/stream");
  type Props = ConstructorParameters<typeof DataStack>;
  type Streams = { readonly streams: ConstructorParameters<typeof Stream>[2]["stream"][] };
  class WithStreams extends DataStack {
    private readonly streams: ReadonlyMap<string, unknown>;

    public constructor(...[scope, id, props]: Props) {
      super(scope, id, props);
      const { streams } = props.platform as unknown as Streams;
      this.streams = new Map(
        streams.map((stream) => [stream.name, new Stream(this, `Stream-${stream.name}`, { stream, key: this.dataKey })]),
      );
    }

    public override get resources() {
      return { ...super.resources, streams: this.streams };
    }
  }
  return { DataStack: WithStreams };
});

const written = changed({
  streams: { clicks: {} },
  "services.api.uses": ["clicks"],
  delivery: { repository: "acme/web", repositoryId: "1", ownerId: "2", refs: ["refs/heads/main"] },
});

const resolved = () => {
  const resolution = resolve(written);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors));
  return resolution.platform;
};

test("an environment with it is resolved: stage default, model, use", () => {
  const platform = resolved();
  expect(platform).toMatchObject({ streams: [{ name: "clicks", shards: 1, retention: "1 day" }] });
  expect(platform.services[0]?.uses).toEqual([{ kind: "stream", name: "clicks" }]);
});

test.each([
  ["its schema", { streams: { clicks: { shards: 0 } } }, "streams.clicks.shards"],
  ["its rules", { streams: { clicks: { retention: "90061 seconds" } } }, "streams.clicks.retention"],
  ["names that are taken", { streams: { clicks: {} }, queues: { clicks: {} } }, "streams.clicks"],
  [
    "its variables",
    { streams: { clicks: {} }, "services.api.uses": ["clicks"], "services.api.environment": { CLICKS_STREAM_NAME: "mine" } },
    "services.api.environment.CLICKS_STREAM_NAME",
  ],
  [
    "its endpoint where there is no NAT gateway",
    { streams: { clicks: {} }, "services.api.uses": ["clicks"], network: { natGateways: "none" } },
    "network.interfaceEndpoints",
  ],
])("an environment is checked for %s", (_, changes, path) => {
  const resolution = resolve(changed(changes));
  expect(resolution.ok ? [] : resolution.errors.map((error) => error.path)).toEqual([path]);
});

test("the field reference contains it", () => {
  expect(referenceFields().find(({ path }) => path === "streams.<name>.shards")).toMatchObject({
    fallback: "single-region: `1`<br>multi-region: `4`",
  });
});

test("the guard blocks its loss, and names what a shorter retention deletes; `start` counts it", () => {
  const change = { address: "aws_kinesis_stream.Clicks", type: "aws_kinesis_stream", attributes: [] };
  expect(dataLoss({ ...change, action: "delete", before: {}, after: {} })?.noun).toBe("stream");
  const less = { action: "update", before: { retention_period: 48 }, after: { retention_period: 24 } } as const;
  expect(reductionsOf({ ...change, ...less }).losesData?.consequence).toBe("Deletes older records.");
  expect(tierOf("aws_kinesis_stream")).toBe("Queues");
});

describe("its platform", () => {
  const stacks = synthesize((app) => definePlatform(app, resolved()));
  const stack = (name: string): StackJson => {
    const found = stacks.get(name);
    if (!found) throw new Error(`no stack ${name}; there are ${[...stacks.keys()].join(", ")}`);
    return found;
  };

  test("contains the resource; the service has its variable and its permission", () => {
    expect(resources(stack("test-us-east-1-data"), "aws_kinesis_stream")).toEqual([expect.objectContaining({ name: "test-clicks" })]);
    const service = JSON.stringify(stack("test-us-east-1-service"));
    expect(service).toContain("CLICKS_STREAM_NAME");
    expect(service).toContain("kinesis:PutRecords");
  });

  test("has its alarm, and its section on the dashboard", () => {
    const alarms = resources(stack("test-us-east-1-watch"), "aws_cloudwatch_metric_alarm").map(({ alarm_name: name }) => name);
    expect(alarms).toContain("test-us-east-1-clicks-full");
    expect(JSON.stringify(resources(stack("test-us-east-1-watch"), "aws_cloudwatch_dashboard"))).toContain("Streams");
  });

  test("lets the pipeline deploy streams of the environment, and tasks write to one at most", () => {
    const policies = JSON.stringify(resources(stack("test-foundation"), "aws_iam_policy"));
    expect(policies).toContain("kinesis:CreateStream");
    expect(policies).toContain("stream/test-*");
    expect(policies).toContain("kinesis:PutRecords");
  });

  test("passes the provider's validate", async () => {
    const scratch = mkdtempSync(join(tmpdir(), "terrace-toy-"));
    try {
      const { cliConfig } = await chooseProvider(pathsOf(join(__dirname, "../..")));
      const { TF_CLI_CONFIG_FILE: _unchecked, ...inherited } = process.env;
      const env = { ...inherited, CHECKPOINT_DISABLE: "1", ...(cliConfig !== undefined && { TF_CLI_CONFIG_FILE: cliConfig }) };
      const folder = join(scratch, "data");
      mkdirSync(folder);
      writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack("test-us-east-1-data")));
      const init = await runTerraform(env, folder, ["init", "-backend=false", "-input=false", "-no-color"]);
      expect(init).toMatchObject({ code: 0 });
      const { stdout } = await runTerraform(env, folder, ["validate", "-json"]);
      expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }, 300_000);
});
