import { driftOf, needsAttention, uncheckedStack, type DriftDocument } from "../../../cli/drift/classify-drift";
import { driftText } from "../../../cli/drift/drift-report";
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

/** Somebody made the time-out of a queue longer, and deleted a rule; autoscaling has started tasks. */
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

test("what was changed or deleted by hand is told apart from what nobody asks for, and from what was never deployed", () => {
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

test("what changes by itself is no reason to wake anybody", () => {
  const alone = driftOf("prod-service", { resource_drift: [changed(SERVICE, ["update"], { desired_count: 3 }, { desired_count: 7 })] });
  expect(needsAttention(alone)).toBe(false);
  expect([drift, uncheckedStack("prod-edge", "why")].map(needsAttention)).toEqual([true, true]);
  expect(needsAttention(driftOf("prod-edge", {}))).toBe(false);
});

test("is told as Markdown, by names of attributes and never by values", () => {
  const text = driftText(
    [drift, driftOf("prod-edge", {}), uncheckedStack("prod-watch", "prod-watch: its plan failed.\n\nError: no")],
    "prod",
    COMMIT,
  );
  expect(text).toMatchInlineSnapshot(`
   "## prod differs from what was deployed: 2 of 3 stacks

   3 stacks compared with commit \`0123456789ab\`.

   ### Changed by hand

   The next deployment undoes these. What was meant to stay has to be written into the environment or the code before that. What was not is put back by \`npm run plan\` and \`npm run deploy\` at the commit that is deployed.

   | stack | resource | what happened | a deployment would |
   | --- | --- | --- | --- |
   | \`prod-data\` | \`aws_sqs_queue.Emails\` | changed: \`visibility\` | put it back |
   | \`prod-data\` | \`aws_vpc_security_group_ingress_rule.Api["a\\|b"]\` | **deleted** | make it again |

   ### Would change besides

   Nobody has touched these, and yet they would change: the commit above is not what is deployed, they follow from what was changed by hand, or they change for ever.

   | stack | resource | a deployment would |
   | --- | --- | --- |
   | \`prod-data\` | \`aws_ecs_service.Api\` | update: \`image\` |

   ### Not judged

   Nobody knows whether these have drifted.

   - \`prod-watch\`
   \`\`\`text
   prod-watch: its plan failed.

   Error: no
   \`\`\`

   <details>
   <summary>Changed by itself, or by who may: 2</summary>

   Nothing in the code asks for another value, so a deployment leaves them as they are: the number of tasks that autoscaling has set, for example.

   | stack | resource | attributes |
   | --- | --- | --- |
   | \`prod-data\` | \`aws_ecs_service.Api\` | \`desired_count\` |
   | \`prod-data\` | \`aws_route.Old\` | deleted |

   </details>
   "
  `);
  expect(text).not.toMatch(/900|443/);
});

test("nothing is told shortly", () => {
  expect(driftText([driftOf("prod-edge", {})], "prod", COMMIT)).toMatchInlineSnapshot(`
   "## prod is what was deployed

   1 stack compared with commit \`0123456789ab\`.
   "
  `);
});

test("a hundred lines are shown, the rest is counted: an issue takes 65,536 characters", () => {
  const many = Array.from({ length: 2000 }, (_, index) => changed(`aws_sqs_queue.${"Long".repeat(20)}${index}`, ["delete"], {}, null));
  const all = driftOf("prod-data", {
    resource_drift: many,
    resource_changes: many.map((one) => ({ ...one, change: { ...one.change, actions: ["create"] } })),
  });
  const text = driftText([all], "prod", COMMIT);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain("And 1900 more: `npm run drift` shows them.");
});

describe("looking", () => {
  const FINE = { code: 0, stdout: "", stderr: "" };
  const stack = (name: string): Stack => ({ name, directory: name, dependsOn: [], resources: [], outputs: {} });

  /** Terraform, with a state whose serial is read once before the plan and once after. */
  async function look(serials: readonly (number | undefined)[], plan: { code: number; stderr: string } = FINE) {
    const left = [...serials];
    const asked: string[] = [];
    const terraform = (_directory: string, args: readonly string[]) => {
      asked.push(args.slice(0, 2).join(" "));
      if (args[0] === "plan") return Promise.resolve({ ...FINE, ...plan });
      if (args[0] === "show") return Promise.resolve({ ...FINE, stdout: JSON.stringify({ format_version: "1.2", ...document }) });
      if (args[0] !== "state") return Promise.resolve(FINE);
      const serial = left.shift();
      return Promise.resolve({ ...FINE, stdout: serial === undefined ? "" : JSON.stringify({ serial, lineage: "one" }) });
    };
    const [found] = await detectDrift([stack("prod-data")], { terraform, plans: pathsOf("/nowhere").home, say: () => undefined });
    return { found, asked };
  }

  test("reads, and takes no lock", async () => {
    const { found, asked } = await look([4, 4]);
    expect(found).toEqual(drift);
    expect(asked).toEqual(["init -input=false", "state pull", "plan -input=false", "show -json", "init -input=false", "state pull"]);
  });

  test.each([
    ["while it is deployed", [4, 5], FINE, "prod-data was deployed while it was looked at."],
    ["that was never deployed", [undefined], FINE, "prod-data was never deployed."],
    ["that cannot be planned", [4], { code: 1, stderr: "Error: AccessDenied" }, "prod-data: its plan failed.\n\nError: AccessDenied"],
  ])("at a stack %s judges nothing", async (_, serials, plan, why) => {
    expect((await look(serials, plan)).found).toEqual(uncheckedStack("prod-data", why));
  });
});
