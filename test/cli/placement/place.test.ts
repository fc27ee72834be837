import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPlatform } from "../../../cli/environment";
import { place } from "../../../cli/placement/place";
import { formatPlacement, PLACEMENT_FILE, placementLines } from "../../../cli/placement/placement-file";
import { derivedPriority } from "../../../constructs/load-balancing/route-priority";

/** Two services whose derived priorities are equal, found by trying names. */
function clash(): readonly [string, string] {
  const owners = new Map<number, string>();
  for (let index = 100; ; index++) {
    const name = `s${index}`;
    const priority = derivedPriority(name, [`/${name}/*`], []);
    const owner = owners.get(priority);
    if (owner !== undefined) return [owner, name];
    owners.set(priority, name);
  }
}
const [FIRST, SECOND] = clash();
const service = (name: string) => ({ image: `${name}:1.0.0`, port: 8080, routes: [`/${name}/*`] });

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function project(services: object, more = "", previews = ""): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "terrace-place-")));
  folders.push(root);
  mkdirSync(join(root, "environments"));
  writeFileSync(join(root, "cdktf.json"), "{}\n");
  const index = JSON.stringify(join(__dirname, "../../../index"));
  writeFileSync(
    join(root, "environments/index.ts"),
    `import { defineProject } from ${index};
     const services = ${JSON.stringify(services)};
     const prod = { name: "prod", stage: "single-region", domainName: "example.com", regions: { "us-east-1": {} }, services${more} } as const;
     export default defineProject({ environments: { prod }${previews} });\n`,
  );
  return root;
}

const prod = (root: string, prune = false) => place({ root, environment: "prod", prune });
const fileOf = (root: string) => JSON.parse(readFileSync(join(root, PLACEMENT_FILE), "utf8")) as Record<string, Record<string, object>>;

describe("terrace place", () => {
  const both = { [FIRST]: service(FIRST), [SECOND]: service(SECOND) };

  test("resolves equal derived priorities; the error without it names the command", () => {
    const root = project(both);
    expect(() => loadPlatform("prod", root)).toThrow("npx --no-install terrace place prod");
    const { lines } = prod(root);
    expect(lines).toHaveLength(2);
    const { [FIRST]: one, [SECOND]: other } = fileOf(root).prod ?? {};
    const own = derivedPriority(FIRST, [`/${FIRST}/*`], []);
    expect(one).toEqual({ loadBalancer: 1, securityGroup: 1, priorities: [own] });
    expect(other).toEqual({ loadBalancer: 1, securityGroup: 1, priorities: [own + 1] });
    const routes = loadPlatform("prod", root).services.map((each) => each.kind === "http" && each.routes.priorities);
    expect(routes).toEqual([[own], [own + 1]]);
  });

  test("changes nothing in a second run, and keeps the entry of a removed service until it is pruned", () => {
    const root = project({ web: { ...service("web"), routes: ["/*"] } });
    const entry = { loadBalancer: 1, securityGroup: 1, priorities: [7] };
    writeFileSync(join(root, PLACEMENT_FILE), formatPlacement({ other: {}, prod: { gone: entry } }));
    expect(prod(root).lines).toEqual([expect.stringMatching(/^ {2}web: load balancer 1, security group 1, priority \d+$/)]);
    expect(Object.keys(fileOf(root).prod ?? {})).toEqual(["gone", "web"]);
    expect(prod(root).lines).toEqual([]);
    expect(prod(root, true).lines).toEqual(["  gone: removed"]);
    expect(fileOf(root)).toEqual({ other: {}, prod: { web: expect.any(Object) as object } });
  });

  test("restores the file if the environment has another error", () => {
    const root = project({ web: { ...service("web"), uses: ["nothing"] } });
    expect(() => prod(root)).toThrow(/Nothing was changed\.[^]*services\.web\.uses\[0\]/);
    expect(existsSync(join(root, PLACEMENT_FILE))).toBe(false);
  });

  test("reports invalid fields, also in the file itself", () => {
    const root = project({ web: { ...service("web"), port: "80" } });
    expect(() => prod(root)).toThrow("services.web.port");
    const other = project({ web: service("web") });
    writeFileSync(join(other, PLACEMENT_FILE), '{ "prod": { "web": { "loadBalancer": 0, "securityGroup": 4 } } }');
    expect(() => prod(other)).toThrow(/placement\.web\.loadBalancer[^]*placement\.web\.securityGroup/);
  });

  test("rejects an environment that sets its places itself, and an unknown one", () => {
    const root = project({ web: service("web") }, ", placement: { web: { loadBalancer: 1, securityGroup: 1, priorities: [3] } }");
    expect(() => prod(root)).toThrow("does not read its places from environments/placement.json");
    expect(() => place({ root, environment: "prd", prune: false })).toThrow('Unknown environment "prd"');
  });

  test("gives all previews one entry", () => {
    const fields =
      'domainName: "p.example.com", state: { bucket: "b-states", region: "us-east-1" }, region: "us-east-1", lifetime: "7 days"';
    const previews = `, previews: { ${fields}, environment: (preview) => ({ stage: "single-region", ...preview, services }) }`;
    const root = project(both, "", previews);
    expect(() => loadPlatform("pull12", root)).toThrow("npx --no-install terrace place pull12");
    place({ root, environment: "pull12", prune: false });
    expect(Object.keys(fileOf(root))).toEqual(["preview"]);
    expect(loadPlatform("pull7", root).services).toHaveLength(2);
  });
});

test("the file has one line for each service, and reads as it was written", () => {
  const file = {
    prod: { api: { loadBalancer: 1, securityGroup: 2, priorities: [31, 32] }, tcp: { loadBalancer: 1, securityGroup: 1 } },
    dev: {},
  };
  expect(formatPlacement(file)).toBe(
    '{\n  "prod": {\n    "api": { "loadBalancer": 1, "securityGroup": 2, "priorities": [31, 32] },\n    "tcp": { "loadBalancer": 1, "securityGroup": 1 }\n  },\n  "dev": {}\n}\n',
  );
  expect(JSON.parse(formatPlacement(file))).toEqual(file);
  expect(formatPlacement({})).toBe("{}\n");
  expect(placementLines(file.prod, { api: { ...file.prod.api, securityGroup: 3 } })).toEqual([
    "  api: load balancer 1, security group 3, priorities 31, 32",
    "  tcp: removed",
  ]);
});
