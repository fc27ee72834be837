import { join } from "node:path";
import { rejectedBy } from "../../cli/limits/check";
import { usagesOf } from "../../cli/limits/usage";
import type { Documents } from "../../cli/synthesis/resources";
import { validateDocuments } from "../../testing/validate";
import { synthesizePlatform } from "../support/platform";
import type { StackJson } from "../support/synth";

/** The task definition of a workload has room for about 50 uses. */
const USES = 50;
const names = (kind: string) => Array.from({ length: USES }, (_none, index) => `${kind}${index}`);
const RESOURCES = { tables: names("table"), queues: names("queue"), secrets: names("secret") };
const entries = (all: readonly string[], entry: object) => Object.fromEntries(all.map((name) => [name, entry]));
const user = (uses: readonly string[], path: string) => ({ image: "api:1.0.0", port: 8080, routes: [path], uses });

/** Services that each use as many resources of one kind as a task definition has room for. */
const environment = {
  name: "wide",
  stage: "single-region",
  domainName: "wide.example.com",
  regions: { "us-east-1": {} },
  services: Object.fromEntries(Object.entries(RESOURCES).map(([map, all]) => [map, user(all, `/${map}/*`)])),
  tables: entries(RESOURCES.tables, { partitionKey: { name: "id" } }),
  queues: entries(RESOURCES.queues, {}),
  secrets: entries(RESOURCES.secrets, {}),
};

let stacks: ReadonlyMap<string, StackJson>;
beforeAll(() => {
  stacks = synthesizePlatform(environment);
}, 120_000);

const documents = () => stacks as Documents;

test("roles for 50 tables, 50 queues and 50 secrets exceed no quota that AWS does not raise", () => {
  expect(rejectedBy(documents(), [{ name: "wide" }])).toEqual([]);
});

test("equal statements are merged, so that the policies of a role are long but fit", () => {
  const [longest] = usagesOf(documents(), { limits: ["iam.inline-policies"] });
  expect(longest?.used).toBeGreaterThan(3_000);
  const attached = usagesOf(documents(), { limits: ["iam.role-policies"] }).map(({ used }) => used);
  expect(Math.max(0, ...attached)).toBeLessThanOrEqual(10);
});

test("their statements allow the access to each table, queue and secret", () => {
  const { aws_iam_policy: managed = {}, aws_iam_role_policy: inline = {} } = stacks.get("wide-us-east-1-service")?.resource ?? {};
  const text = [...Object.values(managed), ...Object.values(inline)].map(({ policy }) => String(policy)).join("\n");
  const missing = Object.values(RESOURCES)
    .flat()
    .filter((name) => !new RegExp(`[^a-z]${name}(?![0-9])`).test(text));
  expect(missing).toEqual([]);
});

test("the stacks are valid for the provider", async () => {
  const chosen = ["wide-us-east-1-service", "wide-us-east-1-data"].map((name) => {
    const stack = stacks.get(name);
    if (!stack) throw new Error(`${name} is not a stack`);
    return [name, stack] as const;
  });
  await validateDocuments(Object.fromEntries(chosen), { root: join(__dirname, "../..") });
}, 300_000);
