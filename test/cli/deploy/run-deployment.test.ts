import { countOf, runDeployment, type DeploymentRun, type Gate } from "../../../cli/deploy/run-deployment";
import { deploymentReport } from "../../../cli/deploy/deployment-report";
import { LAST_STEP, type Step } from "../../../cli/deploy/rollout";
import type { DeliveryRecord } from "../../../cli/store/delivery-record";
import { Refused, Problem } from "../../../cli/problem";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const STEPS: readonly Step[] = [
  { name: "eu-west-1", layers: [["prod-data", "prod-eu-west-1-network"], ["prod-eu-west-1-service"]], regions: ["eu-west-1"] },
  { name: "us-east-1", layers: [["prod-us-east-1-service"]], regions: ["us-east-1"] },
  { name: LAST_STEP, layers: [["prod-edge"]], regions: [] },
];

/** An account: the pending changes of each stack, and its failures. */
class Account {
  public record: DeliveryRecord = { of: "plans", begun: [], left: {}, passed: [] };
  public readonly pending = new Map(STEPS.flatMap(({ layers }) => layers.flat()).map((stack) => [stack, 2]));
  public readonly broken = new Set<string>();
  public readonly stale = new Set<string>();
  public readonly did: string[] = [];
  public readonly said: string[] = [];
  public failedAfter: string | undefined;
  public firing = false;

  private readonly gate: Gate = {
    before: () => (this.firing ? Promise.reject(new Problem("Nothing was deployed: alarms")) : Promise.resolve()),
    after: ({ name }) => {
      this.did.push(`gate ${name}`);
      return this.failedAfter === name ? Promise.reject(new Problem(`${name}: alarms fired`)) : Promise.resolve();
    },
  };

  private readonly apply: DeploymentRun["apply"] = async (stack, lastState, hooks) => {
    const count = this.pending.get(stack) ?? 0;
    if (count === 0) return undefined;
    if (this.stale.has(stack)) throw new Refused(`${stack}: the plan is stale.`);
    await hooks.begin();
    await hooks.recordState({ serial: (lastState?.serial ?? 0) + 1, lineage: stack });
    if (this.broken.has(stack)) {
      this.pending.set(stack, 1);
      throw new Problem(`${stack}: the apply failed; the stack may be partially applied.\n\nError: no more addresses`);
    }
    this.did.push(lastState?.lineage === stack ? `${stack} again` : stack);
    this.pending.set(stack, 0);
    return count;
  };

  public async deploy() {
    this.did.length = 0;
    const keeper = {
      read: () => Promise.resolve(this.record),
      write: (record: DeliveryRecord) => Promise.resolve(void (this.record = record)),
    };
    const result = await runDeployment({ steps: STEPS, apply: this.apply, gate: this.gate, keeper, say: (line) => this.said.push(line) });
    return { ...result, text: deploymentReport(result, "prod", COMMIT) };
  }
}

test("runs the steps in order, each followed by its gate", async () => {
  const account = new Account();
  const { failures, text } = await account.deploy();
  expect(failures).toEqual([]);
  expect(account.said).toEqual([
    "eu-west-1:",
    expect.stringMatching(/^ {2}prod-\S+: deployed, 2 changes \(1\/5 stacks\)$/),
    expect.stringMatching(/^ {2}prod-\S+: deployed, 2 changes \(2\/5 stacks\)$/),
    "  prod-eu-west-1-service: deployed, 2 changes (3/5 stacks)",
    "us-east-1:",
    "  prod-us-east-1-service: deployed, 2 changes (4/5 stacks)",
    `${LAST_STEP}:`,
    "  prod-edge: deployed, 2 changes (5/5 stacks)",
  ]);
  expect(account.did).toEqual([
    "prod-data",
    "prod-eu-west-1-network",
    "prod-eu-west-1-service",
    "gate eu-west-1",
    "prod-us-east-1-service",
    "gate us-east-1",
    "prod-edge",
    `gate ${LAST_STEP}`,
  ]);
  expect(text).toMatchInlineSnapshot(`
   "## prod: deployed

   Commit \`0123456789ab\`.

   | step | stacks | deployed | gate |
   | --- | --- | --- | --- |
   | eu-west-1 | 3 | 3 | passed |
   | us-east-1 | 1 | 1 | passed |
   | the whole environment | 1 | 1 | passed |

   - Deployed: \`prod-data\` (2 changes), \`prod-eu-west-1-network\` (2 changes), \`prod-eu-west-1-service\` (2 changes), \`prod-us-east-1-service\` (2 changes), \`prod-edge\` (2 changes)
   "
  `);
});

test("a second run has no changes and skips the gates", async () => {
  const account = new Account();
  await account.deploy();
  const { failures, text } = await account.deploy();
  expect([failures, account.did]).toEqual([[], []]);
  expect(text).toContain("## prod: no changes");
});

test("starts no stack after a failure, and reports deployed and undeployed stacks", async () => {
  const account = new Account();
  account.broken.add("prod-eu-west-1-service");
  const { text, steps } = await account.deploy();
  expect(account.did).toEqual(["prod-data", "prod-eu-west-1-network"]);
  expect(steps.map(({ gate }) => gate)).toEqual(["not reached", "not reached", "not reached"]);
  expect(text).toMatchInlineSnapshot(`
   "## prod: partially deployed

   Commit \`0123456789ab\`.

   ### Errors

   \`\`\`text
   prod-eu-west-1-service: the apply failed; the stack may be partially applied.

   Error: no more addresses
   \`\`\`

   | step | stacks | deployed | gate |
   | --- | --- | --- | --- |
   | eu-west-1 | 3 | 2 | not reached |
   | us-east-1 | 1 | 0 | not reached |
   | the whole environment | 1 | 0 | not reached |

   - Deployed: \`prod-data\` (2 changes), \`prod-eu-west-1-network\` (2 changes)
   - Failed (may be partially applied): \`prod-eu-west-1-service\`
   - Not started (unchanged): \`prod-us-east-1-service\`, \`prod-edge\`

   Fix the cause and run the same deployment again; it resumes where it stopped. Applied changes stay in place. To roll back, deploy an earlier commit.
   "
  `);
});

test("reports stale stacks as unchanged, and does not offer to resume if no stack started", async () => {
  const account = new Account();
  account.stale.add("prod-data").add("prod-eu-west-1-network");
  const { text } = await account.deploy();
  expect(text).toContain("## prod: not deployed\n");
  expect(text).toContain("- Refused (unchanged): `prod-data`, `prod-eu-west-1-network`\n");
  expect(text).not.toContain("may be partially applied");
  expect(text).not.toContain("resumes where it stopped");
});

test("reports a partial deployment if an earlier run has deployed a stack and the plan of this one is stale", async () => {
  const account = new Account();
  account.broken.add("prod-eu-west-1-service");
  await account.deploy();
  account.stale.add("prod-eu-west-1-service");
  const { text } = await account.deploy();
  expect(text).toContain("## prod: partially deployed\n");
  expect(text).toContain("- Refused (unchanged): `prod-eu-west-1-service`\n");
});

test("lets applies that run in parallel with the failure finish", async () => {
  const account = new Account();
  account.broken.add("prod-data");
  const { steps } = await account.deploy();
  expect(steps[0]?.stacks.map(({ stack, outcome }) => `${stack} ${outcome}`)).toEqual([
    "prod-data failed",
    "prod-eu-west-1-network deployed",
    "prod-eu-west-1-service not started",
  ]);
});

test("a second run resumes after a failure, repeats nothing, and receives the recorded state", async () => {
  const account = new Account();
  account.broken.add("prod-eu-west-1-service");
  await account.deploy();
  account.broken.clear();
  const { failures } = await account.deploy();
  expect(failures).toEqual([]);
  expect(account.did).toEqual([
    "prod-eu-west-1-service again",
    "gate eu-west-1",
    "prod-us-east-1-service",
    "gate us-east-1",
    "prod-edge",
    `gate ${LAST_STEP}`,
  ]);
});

test("a failed gate stops before the next region, and a second run must pass the same gate first", async () => {
  const account = new Account();
  account.failedAfter = "eu-west-1";
  const { failures, steps } = await account.deploy();
  expect(failures).toEqual(["eu-west-1: alarms fired"]);
  expect(steps.map(({ gate }) => gate)).toEqual(["failed", "not reached", "not reached"]);
  expect(account.pending.get("prod-us-east-1-service")).toBe(2);
  account.failedAfter = undefined;
  await account.deploy();
  expect(account.did.slice(0, 2)).toEqual(["gate eu-west-1", "prod-us-east-1-service"]);
});

test("changes nothing if alarms are already firing", async () => {
  const account = new Account();
  account.firing = true;
  const { text } = await account.deploy();
  expect(account.did).toEqual([]);
  expect(text).toContain("## prod: not deployed");
});

test.each([
  [0, "outputs only"],
  [1, "1 change"],
  [12, "12 changes"],
])("formats %d changes as %s", (changes, text) => {
  expect(countOf(changes)).toBe(text);
});

test("the report also covers failures before the first step", () => {
  const text = deploymentReport({ steps: [], failures: ["There are no saved plans of prod."] }, "prod", COMMIT);
  expect(text).toContain("## prod: not deployed");
  expect(text).not.toContain("| step |");
});

test("reports a bug with its stack trace, and stops the deployment", async () => {
  const account = new Account();
  account.pending.get = () => {
    throw new TypeError("oops");
  };
  const { failures, steps } = await account.deploy();
  expect(failures[0]).toMatch(/^TypeError: oops\n +at /);
  expect(steps.at(-1)?.stacks).toEqual([{ stack: "prod-edge", outcome: "not started" }]);
});
