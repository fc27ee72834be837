import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { emptyPlanFolder, MANIFEST, readPlans, writeManifest, type Origin } from "../../../cli/plan/plan-folder";
import type { StackPlan } from "../../../cli/plan/stack-plan";
import { recordInBucket, recordInFile, recordOf } from "../../../cli/store/delivery-record";
import { readDeployed, writeDeployed } from "../../../cli/store/deployed-commit";
import { fetchPlans, keyOf, storePlans, type PlanPlace } from "../../../cli/store/plan-bucket";

/** The part of S3 that plans need. */
const objects = new Map<string, Buffer>();
const order: string[] = [];
const server = http.createServer((request, response) => {
  const key = decodeURIComponent((request.url ?? "").split("?")[0] ?? "");
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    if (request.method === "PUT") {
      objects.set(key, Buffer.concat(chunks));
      order.push(key);
      response.end();
      return;
    }
    const found = objects.get(key);
    if (found) response.end(found);
    else response.writeHead(404, { "content-type": "application/xml" }).end("<Error><Code>NoSuchKey</Code></Error>");
  });
});
const root = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-store-"));
const here: Origin = { environment: "prod", commit: "a".repeat(40), stacks: { "prod-data": "1".repeat(64) } };
let place: PlanPlace;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new S3Client({
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    // Without checksums the bodies are sent unchanged.
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  place = { client, bucket: "states", environment: here.environment, commit: here.commit };
});
beforeEach(() => {
  objects.clear();
  order.length = 0;
});
afterAll(() => {
  server.close();
  fs.rmSync(root, { recursive: true, force: true });
});

function made(): string {
  const folder = path.join(root, "made");
  emptyPlanFolder(folder);
  const file = path.join(folder, "prod-data.tfplan");
  fs.writeFileSync(file, "a plan", { mode: 0o600 });
  const plan: StackPlan = { stack: "prod-data", changes: [], outputsChange: true, file, serial: 1, lineage: "one" };
  writeManifest(folder, here, [plan]);
  return folder;
}

const KEY = `/states/plans/prod/${here.commit}`;

test("plans are stored by commit, the manifest last, and are fetched unchanged and readable only by their owner", async () => {
  await storePlans(place, made());
  expect(order).toEqual([`${KEY}/prod-data.tfplan`, `${KEY}/${MANIFEST}`]);
  const folder = path.join(root, "fetched");
  await fetchPlans(place, folder);
  const [plan] = readPlans(folder, here);
  expect(fs.readFileSync(plan?.file ?? "", "utf8")).toBe("a plan");
  expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
  expect(fs.readdirSync(folder).map((name) => fs.statSync(path.join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600]);
});

test("an error for a commit without plans contains their expected location", async () => {
  await expect(fetchPlans(place, path.join(root, "fetched"))).rejects.toThrow(
    `There are no saved plans of prod for the commit ${here.commit}; plans are kept for one day.\n  looked for: s3://states/plans/prod/${here.commit}/manifest.json`,
  );
});

test.each([
  ["another file in the bucket", () => objects.set(`${KEY}/prod-data.tfplan`, Buffer.from("another plan")), "was changed after planning"],
  ["a file that is gone", () => objects.delete(`${KEY}/prod-data.tfplan`), "prod-data.tfplan is missing"],
])("readPlans() rejects %s", async (_, spoil, why) => {
  await storePlans(place, made());
  spoil();
  const folder = path.join(root, "fetched");
  await fetchPlans(place, folder);
  expect(() => readPlans(folder, here)).toThrow(why);
});

test.each([["../../.bashrc"], ["a/b.tfplan"], ["plan"]])("a manifest that names %j as a plan file writes nothing", async (name) => {
  objects.set(`${KEY}/${MANIFEST}`, Buffer.from(JSON.stringify({ files: { [name]: "x" } })));
  objects.set(`${KEY}/${name}`, Buffer.from("bad"));
  await expect(fetchPlans(place, path.join(root, "strange"))).rejects.toThrow(`Invalid plan file names: ${JSON.stringify(name)}`);
});

test.each([["main"], ["../other"], [""]])("%j is not a commit", (commit) => {
  expect(() => keyOf({ environment: "prod", commit }, MANIFEST)).toThrow("Plans are stored by commit");
});

test("the plans of a group do not overwrite those of another group, or of the whole environment", () => {
  const commit = "a".repeat(40);
  const keys = [undefined, "checkout", "media"].map((group) => keyOf({ environment: "prod", commit, ...(group && { group }) }, MANIFEST));
  expect(keys).toEqual(["", "/checkout", "/media"].map((folder) => `plans/prod/${commit}${folder}/${MANIFEST}`));
});

describe("the record of a deployment", () => {
  const record = { of: "these plans", begun: ["prod-data"], left: { "prod-data": { serial: 2, lineage: "one" } }, passed: ["eu-west-1"] };

  test("is stored in a file, or next to the plans in the bucket", async () => {
    for (const keeper of [recordInFile(path.join(root, "delivery.json"), record.of), recordInBucket(place, record.of)]) {
      expect(await keeper.read()).toEqual({ of: record.of, begun: [], left: {}, passed: [] });
      await keeper.write(record);
      expect(await keeper.read()).toEqual(record);
    }
  });

  test.each([
    ["another set of plans", JSON.stringify(record), "other plans"],
    ["half a file", '{"of": "these', "these plans"],
  ])("is empty for %s", (_, text, of) => {
    expect(recordOf(text, of)).toEqual({ of, begun: [], left: {}, passed: [] });
  });
});

describe("the last deployed commit", () => {
  test("is stored for each environment until the next deployment", async () => {
    expect(await readDeployed(place)).toBeUndefined();
    for (const commit of ["a", "b"])
      await writeDeployed(place, { commit: commit.repeat(40), tag: "v1.4.1", at: "2026-11-21T16:00:00.000Z" });
    expect(await readDeployed(place)).toEqual({ commit: "b".repeat(40), tag: "v1.4.1", at: "2026-11-21T16:00:00.000Z" });
    expect(await readDeployed({ ...place, environment: "staging" })).toBeUndefined();
  });

  test.each(["", "{", '{"commit":"main"}'])("is invalid if the object contains %j", async (text) => {
    objects.set("/states/deployed/prod.json", Buffer.from(text));
    await expect(readDeployed(place)).rejects.toThrow("s3://states/deployed/prod.json does not contain a deployed commit");
  });
});
