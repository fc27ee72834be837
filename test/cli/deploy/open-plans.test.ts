import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { openPlans } from "../../../cli/deploy/open-plans";
import { sha256 } from "../../../cli/plan/digests";
import { emptyPlanFolder, MANIFEST, writeManifest, type Origin } from "../../../cli/plan/plan-folder";

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

test("opens plans in a folder, with the progress record in the same folder", async () => {
  plan("prod-data", "prod-edge");
  const { plans, keeper } = await openPlans(source);
  expect([...plans.keys()]).toEqual(["prod-data", "prod-edge"]);
  await keeper.write({ ...(await keeper.read()), begun: ["prod-data"] });
  expect((await (await openPlans(source)).keeper.read()).begun).toEqual(["prod-data"]);
  plan("prod-edge", "prod-data");
  expect((await (await openPlans(source)).keeper.read()).begun).toEqual([]);
});

test("rejects plans if a stack has none, because its effects were not reviewed", async () => {
  plan("prod-data");
  await expect(openPlans(source)).rejects.toThrow("Nothing was deployed: no plan of prod-edge.");
});

test("needs the plans of one group only, if it deploys a group", async () => {
  const stack = "prod-eu-west-1-service-checkout";
  const [ofGroup, stacks] = [{ ...here, group: "checkout" }, [...source.stacks, { name: stack }, { name: "prod-eu-west-1-service-media" }]];
  const open = () => openPlans({ ...source, here: ofGroup, stacks });
  emptyPlanFolder(folder);
  writeManifest(folder, ofGroup, [{ stack, changes: [], outputsChange: false }]);
  expect([...(await open()).plans.keys()]).toEqual([stack]);
  writeManifest(folder, ofGroup, []);
  await expect(open()).rejects.toThrow(`no plan of ${stack}.`);
  await expect(openPlans(source)).rejects.toThrow("plans of the group checkout, expected plans of the whole environment");
});

test("rejects plans of another commit or of other stacks", async () => {
  plan("prod-data", "prod-edge");
  await expect(openPlans({ ...source, here: { ...here, commit: "b".repeat(40) } })).rejects.toThrow("commit aaaa");
  await expect(openPlans({ ...source, here: { ...here, stacks: { ...here.stacks, "prod-edge": "3" } } })).rejects.toThrow("prod-edge");
});

test("resolves a relative folder, because Terraform runs in the folder of each stack", async () => {
  emptyPlanFolder(folder);
  const file = path.join(folder, "prod-data.tfplan");
  fs.writeFileSync(file, "a plan");
  writeManifest(folder, here, [{ stack: "prod-data", changes: [], outputsChange: true, file }]);
  const { plans } = await openPlans({ ...source, stacks: [{ name: "prod-data" }], folder: path.relative(process.cwd(), folder) });
  expect(plans.get("prod-data")?.file).toBe(file);
});

describe("plans approved in another job", () => {
  /** Serves the current files of the folder. */
  class Bucket extends S3Client {
    public override send = ((command: unknown) => {
      const { Key = "" } = (command as GetObjectCommand).input;
      const bytes = fs.readFileSync(path.join(folder, path.basename(Key)));
      return Promise.resolve({ Body: { transformToByteArray: () => Promise.resolve(bytes) } });
    }) as S3Client["send"];
  }
  const { folder: _, ...stored } = source;
  const inBucket = { ...stored, client: new Bucket({ region: "us-east-1" }) };
  const checksum = () => sha256(fs.readFileSync(path.join(folder, MANIFEST)));

  test("are opened if their checksum is the approved one", async () => {
    plan("prod-data", "prod-edge");
    expect([...(await openPlans({ ...inBucket, expect: checksum() })).plans.keys()]).toEqual(["prod-data", "prod-edge"]);
  });

  test("are rejected if other plans of the same commit replaced them", async () => {
    plan("prod-data", "prod-edge");
    const approved = checksum();
    plan("prod-edge", "prod-data");
    await expect(openPlans({ ...inBucket, expect: approved })).rejects.toThrow(
      `other plans of this commit replaced them.\n  approved: ${approved}\n  found: ${checksum()}`,
    );
  });

  test.each([undefined, "", "v1.5.0"])("are rejected if --expect is %j", async (expected) => {
    plan("prod-data", "prod-edge");
    await expect(openPlans({ ...inBucket, ...(expected !== undefined && { expect: expected }) })).rejects.toThrow(
      "Missing or invalid --expect",
    );
  });

  test("are rejected after one day, even if the bucket still has them", async () => {
    plan("prod-data", "prod-edge");
    const [day, now] = [24 * 3_600_000, Date.now()];
    await expect(openPlans({ ...inBucket, expect: checksum(), now: () => now + day - 60_000 })).resolves.toBeDefined();
    await expect(openPlans({ ...inBucket, expect: checksum(), now: () => now + day + 60_000 })).rejects.toThrow(
      "older than one day, created 20",
    );
    const file = path.join(folder, MANIFEST);
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(/"made": "[^"]+",/, ""));
    await expect(openPlans({ ...inBucket, expect: checksum() })).rejects.toThrow("older than one day");
  });
});
