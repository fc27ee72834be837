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

/** An account: how often each stack was changed, what is left to change, and what goes wrong. */
class Account {
  public record: DeliveryRecord = { of: "plans", begun: [], left: {}, passed: [] };
  public readonly left = new Map(STEPS.flatMap(({ layers }) => layers.flat()).map((stack) => [stack, 2]));
  public readonly broken = new Set<string>();
  public readonly stale = new Set<string>();
  public readonly did: string[] = [];
  public closedAfter: string | undefined;
  public raised = false;

  private readonly gate: Gate = {
    before: () => (this.raised ? Promise.reject(new Problem("Nothing was deployed: alarms")) : Promise.resolve()),
    after: ({ name }) => {
      this.did.push(`gate ${name}`);
      return this.closedAfter === name ? Promise.reject(new Problem(`${name}: alarms were raised`)) : Promise.resolve();
    },
  };

  private readonly turn: DeploymentRun["turn"] = async (stack, left, notes) => {
    const count = this.left.get(stack) ?? 0;
    if (count === 0) return undefined;
    if (this.stale.has(stack)) throw new Refused(`${stack}: its plan is stale. It was not changed.`);
    await notes.begin();
    await notes.leave({ serial: (left?.serial ?? 0) + 1, lineage: stack });
    if (this.broken.has(stack)) {
      this.left.set(stack, 1);
      throw new Problem(`${stack}: the change failed half-way.\n\nError: no more addresses`);
    }
    this.did.push(left?.lineage === stack ? `${stack} again` : stack);
    this.left.set(stack, 0);
    return count;
  };

  public async deliver() {
    this.did.length = 0;
    const keeper = {
      read: () => Promise.resolve(this.record),
      write: (record: DeliveryRecord) => Promise.resolve(void (this.record = record)),
    };
    const result = await runDeployment({ steps: STEPS, turn: this.turn, gate: this.gate, keeper, say: () => undefined });
    return { ...result, text: deploymentReport(result, "prod", COMMIT) };
  }
}

test("steps come one after another, each with its gate", async () => {
  const account = new Account();
  const { failures, text } = await account.deliver();
  expect(failures).toEqual([]);
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
   "## prod is deployed

   Commit \`0123456789ab\`.

   | step | stacks | deployed | gate |
   | --- | --- | --- | --- |
   | eu-west-1 | 3 | 3 | rolled out, alarms quiet |
   | us-east-1 | 1 | 1 | rolled out, alarms quiet |
   | the whole environment | 1 | 1 | rolled out, alarms quiet |

   - Deployed: \`prod-data\` (2 changes), \`prod-eu-west-1-network\` (2 changes), \`prod-eu-west-1-service\` (2 changes), \`prod-us-east-1-service\` (2 changes), \`prod-edge\` (2 changes)
   "
  `);
});

test("a second run finds nothing to do, and waits for nothing", async () => {
  const account = new Account();
  await account.deliver();
  const { failures, text } = await account.deliver();
  expect([failures, account.did]).toEqual([[], []]);
  expect(text).toContain("## prod was as it should be");
});

test("after a failure nothing more is begun, and it is told what was deployed and what was not", async () => {
  const account = new Account();
  account.broken.add("prod-eu-west-1-service");
  const { text, steps } = await account.deliver();
  expect(account.did).toEqual(["prod-data", "prod-eu-west-1-network"]);
  expect(steps.map(({ gate }) => gate)).toEqual(["not reached", "not reached", "not reached"]);
  expect(text).toMatchInlineSnapshot(`
   "## prod is deployed in part

   Commit \`0123456789ab\`.

   ### What went wrong

   \`\`\`text
   prod-eu-west-1-service: the change failed half-way.

   Error: no more addresses
   \`\`\`

   | step | stacks | deployed | gate |
   | --- | --- | --- | --- |
   | eu-west-1 | 3 | 2 | not reached |
   | us-east-1 | 1 | 0 | not reached |
   | the whole environment | 1 | 0 | not reached |

   - Deployed: \`prod-data\` (2 changes), \`prod-eu-west-1-network\` (2 changes)
   - Failed, perhaps half-way: \`prod-eu-west-1-service\`
   - Not begun: as before: \`prod-us-east-1-service\`, \`prod-edge\`

   Once the cause is mended, run the same deployment again: it goes on where it stopped. What was deployed stays so; to go back, deploy an earlier commit.
   "
  `);
});

test("what is refused is told as it was before; where nothing has begun, nothing is to be gone on with", async () => {
  const account = new Account();
  account.stale.add("prod-data").add("prod-eu-west-1-network");
  const { text } = await account.deliver();
  expect(text).toContain("## prod was not deployed\n");
  expect(text).toContain("- Refused: as before: `prod-data`, `prod-eu-west-1-network`\n");
  expect(text).not.toContain("perhaps half-way");
  expect(text).not.toContain("goes on where it stopped");
});

test("a later run that is refused says that an earlier one has deployed a part", async () => {
  const account = new Account();
  account.broken.add("prod-eu-west-1-service");
  await account.deliver();
  account.stale.add("prod-eu-west-1-service");
  const { text } = await account.deliver();
  expect(text).toContain("## prod is deployed in part\n");
  expect(text).toContain("- Refused: as before: `prod-eu-west-1-service`\n");
});

test("what was under way beside it comes to its end", async () => {
  const account = new Account();
  account.broken.add("prod-data");
  const { steps } = await account.deliver();
  expect(steps[0]?.stacks.map(({ stack, outcome }) => `${stack} ${outcome}`)).toEqual([
    "prod-data failed",
    "prod-eu-west-1-network deployed",
    "prod-eu-west-1-service not begun",
  ]);
});

test("the same again goes on where it stopped, does nothing twice, and knows what it has begun", async () => {
  const account = new Account();
  account.broken.add("prod-eu-west-1-service");
  await account.deliver();
  account.broken.clear();
  const { failures } = await account.deliver();
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

test("alarms after a region keep the next one as it was; a second run has to pass the same gate first", async () => {
  const account = new Account();
  account.closedAfter = "eu-west-1";
  const { failures, steps } = await account.deliver();
  expect(failures).toEqual(["eu-west-1: alarms were raised"]);
  expect(steps.map(({ gate }) => gate)).toEqual(["closed", "not reached", "not reached"]);
  expect(account.left.get("prod-us-east-1-service")).toBe(2);
  account.closedAfter = undefined;
  await account.deliver();
  expect(account.did.slice(0, 2)).toEqual(["gate eu-west-1", "prod-us-east-1-service"]);
});

test("alarms that are raised before keep everything as it is", async () => {
  const account = new Account();
  account.raised = true;
  const { text } = await account.deliver();
  expect(account.did).toEqual([]);
  expect(text).toContain("## prod was not deployed");
});

test.each([
  [0, "outputs only"],
  [1, "1 change"],
  [12, "12 changes"],
])("%d changes are told as %s", (changes, text) => {
  expect(countOf(changes)).toBe(text);
});

test("what keeps a deployment from beginning is told in the same way", () => {
  const text = deploymentReport({ steps: [], failures: ["There are no saved plans of prod."] }, "prod", COMMIT);
  expect(text).toContain("## prod was not deployed");
  expect(text).not.toContain("| step |");
});

test("a mistake of ours is told with its place, and stops the deployment as any failure does", async () => {
  const account = new Account();
  account.left.get = () => {
    throw new TypeError("oops");
  };
  const { failures, steps } = await account.deliver();
  expect(failures[0]).toMatch(/^TypeError: oops\n +at /);
  expect(steps.at(-1)?.stacks).toEqual([{ stack: "prod-edge", outcome: "not begun" }]);
});
