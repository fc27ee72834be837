import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { openPlans } from "../../../../scripts/delivery/deploy/open-delivery";
import { emptyPlanFolder, writeManifest, type Origin } from "../../../../scripts/delivery/plan/plan-folder";

const root = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-open-"));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const here: Origin = { environment: "prod", commit: "a".repeat(40), stacks: { "prod-data": "1", "prod-edge": "2" } };
const folder = path.join(root, "plans");

function plan(...stacks: readonly string[]): void {
  emptyPlanFolder(folder);
  const plans = stacks.map((stack) => ({ stack, changes: [], outputsChange: false }));
  writeManifest(folder, here, plans);
}

const source = {
  here,
  stacks: [{ name: "prod-data" }, { name: "prod-edge" }],
  folder,
  fetched: path.join(root, "fetched"),
  bucket: "states",
  client: new S3Client({ region: "us-east-1" }),
};

test("plans come from a folder, with how far they were brought beside them", async () => {
  plan("prod-data", "prod-edge");
  const { plans, keeper } = await openPlans(source);
  expect([...plans.keys()]).toEqual(["prod-data", "prod-edge"]);
  await keeper.write({ ...(await keeper.read()), begun: ["prod-data"] });
  expect((await (await openPlans(source)).keeper.read()).begun).toEqual(["prod-data"]);
  plan("prod-edge", "prod-data");
  expect((await (await openPlans(source)).keeper.read()).begun).toEqual([]);
});

test("a stack without a plan stops everything: what follows from it was not reviewed", async () => {
  plan("prod-data");
  await expect(openPlans(source)).rejects.toThrow("Nothing was deployed: there is no plan of prod-edge.");
});

test("plans of another commit, or of other bytes, are refused", async () => {
  plan("prod-data", "prod-edge");
  await expect(openPlans({ ...source, here: { ...here, commit: "b".repeat(40) } })).rejects.toThrow("were made from commit aaaa");
  await expect(openPlans({ ...source, here: { ...here, stacks: { ...here.stacks, "prod-edge": "3" } } })).rejects.toThrow("prod-edge");
});

test("a folder that is named from here is found from everywhere: Terraform runs in each stack's own", async () => {
  emptyPlanFolder(folder);
  const file = path.join(folder, "prod-data.tfplan");
  fs.writeFileSync(file, "a plan");
  writeManifest(folder, here, [{ stack: "prod-data", changes: [], outputsChange: true, file }]);
  const { plans } = await openPlans({ ...source, stacks: [{ name: "prod-data" }], folder: path.relative(process.cwd(), folder) });
  expect(plans.get("prod-data")?.file).toBe(file);
});
