import { driftOf, needsAttention, uncheckedStack, type DriftDocument } from "../../../cli/drift/classify-drift";
import { driftReport } from "../../../cli/drift/drift-report";
import { detectDrift } from "../../../cli/drift/detect-drift";
import type { Stack } from "../../../cli/synthesis/synthesized";
import { pathsOf } from "../../../cli/paths";

type Values = Readonly<Record<string, unknown>>;

function changed(address: string, actions: readonly string[], before: Values | null, after: Values | null) {
  return { address, mode: "managed", type: address.split(".")[0] ?? "", change: { actions, before, after, after_unknown: {} } };
}

const QUEUE = "aws_sqs_queue.Emails";
const RULE = 'aws_vpc_security_group_ingress_rule.Api["a|b"]';
const SERVICE = "aws_ecs_service.Api";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** A person increased the visibility timeout of a queue and deleted a rule; autoscaling started tasks. */
const document: DriftDocument = {
  resource_drift: [
    changed(QUEUE, ["update"], { visibility: 90, arn: "a", tags: null }, { visibility: 900, arn: "a", tags: {} }),
    changed(RULE, ["delete"], { port: 443 }, null),
    changed(SERVICE, ["update"], { desired_count: 3 }, { desired_count: 7 }),
    changed("aws_kms_key.Data", ["update"], { tags: null, policy: "" }, { tags: {}, policy: null }),
    changed("aws_route.Old", ["delete"], { id: "r" }, null),
  ],
  resource_changes: [
    changed(QUEUE, ["update"], { visibility: 900, arn: "a", tags: {} }, { visibility: 90, arn: "a", tags: {} }),
    changed(RULE, ["create"], null, { port: 443 }),
    changed(SERVICE, ["update"], { desired_count: 7, image: "old" }, { desired_count: 7, image: "new" }),
    changed("aws_sns_topic.Page", ["no-op"], { name: "page" }, { name: "page" }),
  ],
};
const drift = driftOf("prod-data", document);

test("classifies manual changes, ignored changes and other pending changes", () => {
  expect(drift.reverted).toEqual([
    { address: QUEUE, was: "changed", attributes: ["visibility"] },
    { address: RULE, was: "deleted", attributes: [] },
  ]);
  expect(drift.ignored).toEqual([
    { address: SERVICE, was: "changed", attributes: ["desired_count"] },
    { address: "aws_route.Old", was: "deleted", attributes: [] },
  ]);
  expect(drift.pending.map(({ address, attributes }) => [address, attributes])).toEqual([[SERVICE, ["image"]]]);
});

test("ignored changes need no attention", () => {
  const alone = driftOf("prod-service", { resource_drift: [changed(SERVICE, ["update"], { desired_count: 3 }, { desired_count: 7 })] });
  expect(needsAttention(alone)).toBe(false);
  expect([drift, uncheckedStack("prod-edge", "why")].map(needsAttention)).toEqual([true, true]);
  expect(needsAttention(driftOf("prod-edge", {}))).toBe(false);
});

test("reports drift as Markdown, with attribute names and without values", () => {
  const text = driftReport(
    [drift, driftOf("prod-edge", {}), uncheckedStack("prod-watch", "prod-watch: its plan failed.\n\nError: no")],
    "prod",
    COMMIT,
  );
  expect(text).toMatchInlineSnapshot(`
   "## prod: drift in 1 of 3 stacks, 1 not checked

   3 stacks compared with commit \`0123456789ab\`.

   ### Manual changes

   The next deployment reverts these changes. To keep one, add it to the environment file or the code first. To revert them now, run \`terrace plan\` and \`terrace deploy\` at the deployed commit.

   | stack | resource | drift | next deployment will |
   | --- | --- | --- | --- |
   | \`prod-data\` | \`aws_sqs_queue.Emails\` | changed: \`visibility\` | revert |
   | \`prod-data\` | \`aws_vpc_security_group_ingress_rule.Api["a\\|b"]\` | **deleted** | recreate |

   ### Other pending changes

   The next deployment changes these resources, although they were not changed manually. The compared commit is not the deployed one, a manual change affects them, or the plan never converges.

   | stack | resource | next deployment will |
   | --- | --- | --- |
   | \`prod-data\` | \`aws_ecs_service.Api\` | update: \`image\` |

   ### Not checked

   These stacks may have drifted.

   - \`prod-watch\`
   \`\`\`text
   prod-watch: its plan failed.

   Error: no
   \`\`\`

   <details>
   <summary>Ignored changes: 2</summary>

   Terraform does not manage these attributes, so deployments do not change them. An example is the task count, which autoscaling sets.

   | stack | resource | attributes |
   | --- | --- | --- |
   | \`prod-data\` | \`aws_ecs_service.Api\` | \`desired_count\` |
   | \`prod-data\` | \`aws_route.Old\` | deleted |

   </details>
   "
  `);
  expect(text).not.toMatch(/900|443/);
});

test("the report without drift is short", () => {
  expect(driftReport([driftOf("prod-edge", {})], "prod", COMMIT)).toMatchInlineSnapshot(`
   "## prod: no drift

   1 stack compared with commit \`0123456789ab\`.
   "
  `);
});

test("lists 100 changes and counts the rest, because of GitHub's limit for issues", () => {
  const many = Array.from({ length: 2000 }, (_, index) => changed(`aws_sqs_queue.${"Long".repeat(20)}${index}`, ["delete"], {}, null));
  const all = driftOf("prod-data", {
    resource_drift: many,
    resource_changes: many.map((one) => ({ ...one, change: { ...one.change, actions: ["create"] } })),
  });
  const text = driftReport([all], "prod", COMMIT);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain("… and 1900 more, see `terrace drift`.");
});

describe("detectDrift()", () => {
  const FINE = { code: 0, stdout: "", stderr: "" };
  const stack = (name: string): Stack => ({ name, directory: name, dependsOn: [], resources: [], outputs: {} });

  /** Detects drift with a fake Terraform, whose state has the given serials before and after the plan. */
  async function detect(serials: readonly (number | undefined)[], plan: { code: number; stderr: string } = FINE) {
    const remaining = [...serials];
    const commands: string[] = [];
    const terraform = (_directory: string, args: readonly string[]) => {
      commands.push(args.slice(0, 2).join(" "));
      if (args[0] === "plan") return Promise.resolve({ ...FINE, ...plan });
      if (args[0] === "show") return Promise.resolve({ ...FINE, stdout: JSON.stringify({ format_version: "1.2", ...document }) });
      if (args[0] !== "state") return Promise.resolve(FINE);
      const serial = remaining.shift();
      return Promise.resolve({ ...FINE, stdout: serial === undefined ? "" : JSON.stringify({ serial, lineage: "one" }) });
    };
    const [found] = await detectDrift([stack("prod-data")], { terraform, plans: pathsOf("/nowhere").home, say: () => undefined });
    return { found, commands };
  }

  test("only reads and takes no lock", async () => {
    const { found, commands } = await detect([4, 4]);
    expect(found).toEqual(drift);
    expect(commands).toEqual(["init -input=false", "state pull", "plan -input=false", "show -json", "init -input=false", "state pull"]);
  });

  test.each([
    ["that is deployed meanwhile", [4, 5], FINE, "prod-data was deployed during the check."],
    ["that was never deployed", [undefined], FINE, "prod-data was never deployed."],
    ["that cannot be planned", [4], { code: 1, stderr: "Error: AccessDenied" }, "prod-data: its plan failed.\n\nError: AccessDenied"],
  ])("reports a stack %s as not checked", async (_, serials, plan, why) => {
    expect((await detect(serials, plan)).found).toEqual(uncheckedStack("prod-data", why));
  });
});
