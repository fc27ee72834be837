import { join } from "node:path";
import { LIMITS, type LimitId } from "../../aws/limits";
import { rejectedBy } from "../../cli/limits/check";
import { highestOf, isExceeded, usagesOf } from "../../cli/limits/usage";
import type { Documents } from "../../cli/synthesis/resources";
import { validateDocuments } from "../../testing/validate";
import { largePlatform } from "../../tools/bench/large-platform";
import { synthesizePlatform } from "../support/platform";
import type { StackJson } from "../support/synth";

/** 100 services, 30 workers, 10 databases and 30 queues in each of three regions, in twenty groups. */
let stacks: ReadonlyMap<string, StackJson>;
beforeAll(() => {
  stacks = synthesizePlatform(largePlatform(100));
}, 900_000);

const documents = () => stacks as Documents;
const sizeOf = ({ resource = {} }: StackJson) => Object.values(resource).reduce((sum, blocks) => sum + Object.keys(blocks).length, 0);

test("exceeds no quota that AWS does not raise", () => {
  expect(rejectedBy(documents(), [{ name: "large" }])).toEqual([]);
});

test("exceeds these quotas that AWS raises, with AWS's default values", () => {
  const exceeded = highestOf(usagesOf(documents()).filter(isExceeded));
  expect(exceeded.filter(({ limit }) => !LIMITS[limit].adjustable)).toEqual([]);
  expect(Object.fromEntries(exceeded.map(({ limit, used }) => [limit, used]))).toMatchInlineSnapshot(`
   {
     "cloudfront.behaviors": 91,
     "fargate.vcpus": 360,
   }
  `);
});

test.each<[LimitId, number]>([
  ["cloudwatch.composite-children", 100],
  ["cloudwatch.composite-memberships", 150],
  ["elasticloadbalancing.alb-rules", 100],
  ["elasticloadbalancing.alb-target-groups", 100],
  ["elasticloadbalancing.nlb-listeners", 50],
  ["vpc.ingress-rules", 60],
  ["vpc.egress-rules", 60],
  ["iam.inline-policies", 10_240],
  ["logs.resource-policies", 10],
  ["logs.metric-filters", 100],
  ["events.targets", 5],
])("%s: at most %i", (limit, most) => {
  const [highest] = usagesOf(documents(), { limits: [limit] });
  expect(highest?.allowed).toBe(most);
  expect(highest?.used).toBeLessThanOrEqual(most);
});

test("has no state with more than 250 resources", () => {
  const sizes = Object.fromEntries([...stacks].map(([name, stack]) => [name, sizeOf(stack)] as const));
  expect(Object.entries(sizes).filter(([, size]) => size > 250)).toEqual([]);
  expect(Math.max(...Object.values(sizes))).toBeGreaterThan(200);
});

test("one group of each kind of stack, and the stacks that all groups share, are valid for the provider", async () => {
  const names = ["service", "watch", "service-group1", "watch-group1"].map((layer) => `large-us-east-1-${layer}`);
  const chosen = [...names, "large-edge"].map((name): [string, StackJson] => {
    const stack = stacks.get(name);
    if (!stack) throw new Error(`${name} is not a stack: ${[...stacks.keys()].join(", ")}`);
    return [name, stack];
  });
  await validateDocuments(Object.fromEntries(chosen), { root: join(__dirname, "../..") });
}, 900_000);
