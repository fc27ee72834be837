import { load } from "../../../config/load";
import { describePlatform, platformLines } from "../../../cli/show/describe-platform";
import { columns } from "../../../cli/text/columns";
import { environments } from "../../fixtures/environments/photofeed";

const platformOf = (changes: object = {}) => {
  const { prod } = environments;
  const loaded = load({ prod: { ...prod, ...changes } });
  if (!loaded.ok || !loaded.platforms[0]) throw new Error(loaded.report);
  return loaded.platforms[0];
};

test("describes regions, workloads, resources and endpoints, with defaults filled in", () => {
  const found = describePlatform(platformOf());
  expect(found.regions[0]).toMatchObject({ roles: ["primary", "home"], zones: 3 });
  expect(found.workloads.find(({ name }) => name === "api")).toMatchObject({
    kind: "service",
    port: 8080,
    cpu: 0.5,
    memory: "1 GB",
    tasks: { min: 3 },
  });
  expect(found.resources.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
    expect.arrayContaining(["database main", "table likes", "cache sessions", "queue emails", "secret mail-key"]),
  );
  expect(found.endpoints.map(({ name }) => name)).toEqual(["site", "api", "ingest"]);
});

test("prints them within 140 columns", () => {
  const lines = platformLines(platformOf());
  expect(lines.filter((line) => line.length > 140)).toEqual([]);
  expect(lines.join("\n")).toMatchInlineSnapshot(`
   "prod: multi-region, 3 regions
     domain   photofeed.example.net
     account  of the credentials
     data     retained
     state    prod-photofeed-example-net-terraform-state in us-east-1

   Regions
     us-east-1       10.10.0.0/16  3 zones  primary, home
     ap-southeast-2  10.63.0.0/16  3 zones
     eu-west-1       10.30.0.0/16  3 zones

   Workloads
     service  api     port 8080  0.5 vCPU  1 GB  3–12 tasks  prod/api:1.0.0
     service  ingest  port 9000  0.5 vCPU  1 GB  3–6 tasks   prod/ingest:1.0.0
     worker   mailer             0.5 vCPU  1 GB  1–12 tasks  prod/mailer:1.0.0

   Resources
     database  main      postgres, 17, db.r6g.large, 100 GB, Multi-AZ, primary in us-east-1, in us-east-1, ap-southeast-2, eu-west-1
     table     likes     in us-east-1, ap-southeast-2, eu-west-1
     cache     sessions  valkey, 8.0, cache.m7g.large, 1 replica
     queue     emails
     secret    mail-key

   Endpoints
     site    https://photofeed.example.net/
     api     https://photofeed.example.net/api/*
     ingest  tcp://ingest.photofeed.example.net:9000"
  `);
});

test("a workload without an image waits for its first one", () => {
  const { services = {} } = environments.prod;
  const { image: _image, ...api } = { image: "", ...services.api };
  const platform = platformOf({ services: { ...services, api } });
  expect(describePlatform(platform).workloads.find(({ name }) => name === "api")?.image).toBe(null);
  const text = platformLines(platform).join("\n");
  expect(text).toMatch(/service +api .* waits for its first image/);
  expect(text).toContain("release set prod api=sha256:…");
});

test("lists groups with their workloads and the resources that they monitor", () => {
  const platform = platformOf({ groups: { checkout: { services: ["ingest"], workers: ["mailer"], queues: ["emails"] } } });
  expect(describePlatform(platform).groups).toMatchObject([{ name: "checkout", services: ["ingest"], databases: [] }]);
  expect(platformLines(platform).join("\n")).toContain("Groups\n  checkout  services: ingest; workers: mailer; queues: emails\n");
});

test("columns are as wide as their widest cell", () => {
  expect(
    columns([
      ["a", "b"],
      ["long", "", "c"],
    ]),
  ).toEqual(["  a     b", "  long     c"]);
});
