import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../cli/process/run";
import { loadProject } from "../../cli/project";
import { previewOf } from "../../project/previews";
import { environmentsWith } from "../../project/project";
import { environmentsFor } from "../e2e/preview/environments";
import { DATABASE_LINE, ENVIRONMENTS, PROD, REGION_LINE, THIRD } from "../e2e/rehearsal/environment";
import { start } from "../e2e/support/commands";
import { loseRegion, scopeOf } from "../e2e/support/lost-region";
import { Tree } from "../e2e/support/tree";
import { prod, previews } from "../fixtures/environments/photofeed";
import { platformOf } from "../support/resolved";

const signed = (region: string, service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260102/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00`;

test.each([
  [signed("eu-west-1", "rds"), { region: "eu-west-1", service: "rds" }],
  ["Bearer token", undefined],
  [undefined, undefined],
])("requestScope() returns the signed region and service of %j", (authorization, scope) => {
  expect(scopeOf(authorization)).toEqual(scope);
});

describe("loseRegion()", () => {
  let aws: http.Server;
  let url: string;

  beforeAll(async () => {
    aws = http.createServer((request, response) => {
      request.on("data", () => undefined);
      request.on("end", () => response.end(`${request.method} ${request.url}`));
    });
    await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    aws.close();
  });

  test.each([
    ["another region", signed("eu-west-1", "rds"), true],
    ["the region", signed("us-east-1", "rds"), false],
    ["an exempt service of the region", signed("us-east-1", "s3"), true],
    ["a global service", signed("us-east-1", "route53"), true],
  ])("%s", async (_, authorization, answers) => {
    const lost = await loseRegion("us-east-1", url, ["s3"]);
    const answer = fetch(`${lost.url}/path?a=1`, { method: "POST", body: "x", headers: { authorization } }).then((response) =>
      response.text(),
    );
    if (answers) await expect(answer).resolves.toBe("POST /path?a=1");
    else await expect(answer).rejects.toThrow();
    await lost.end();
    expect(lost.refused).toHaveLength(answers ? 0 : 1);
  });

  test("serves the region until it is lost, and can then reject requests", async () => {
    let isLost = false;
    const lost = await loseRegion("us-east-1", url, [], { isLost: () => isLost, refuses: true });
    const ask = async () => (await fetch(`${lost.url}/path`, { headers: { authorization: signed("us-east-1", "rds") } })).status;
    await expect(ask()).resolves.toBe(200);
    isLost = true;
    await expect(ask()).resolves.toBe(403);
    await lost.end();
  });
});

test("killing a command ends all of its child processes, also in other process groups", async () => {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-kill-"));
  fs.mkdirSync(path.join(cwd, "bin"));
  const program = `const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
    console.log("child " + child.pid);`;
  fs.writeFileSync(path.join(cwd, "bin", "terrace.cjs"), `${program}\nsetInterval(() => {}, 1000);\n`);
  const child = await new Promise<number>((resolve) => {
    const running = start(["deploy"], {
      cwd,
      env: process.env,
      onLine: (line) => void running.kill().then(() => resolve(Number(line.split(" ")[1]))),
    });
  });
  const isThere = async () => (await run("ps", ["-o", "stat=", "-p", String(child)], { cwd })).stdout.replace(/^Z.*/, "").trim() !== "";
  for (let left = 100; left > 0 && (await isThere()); left--);
  expect(await isThere()).toBe(false);
  fs.rmSync(cwd, { recursive: true });
});

describe("the project of a rehearsal", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-planted-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  const planted = (name: string, environments: Readonly<Record<string, string>>) => {
    const tree = Tree.plant(path.join(__dirname, "../.."), path.join(folder, name));
    tree.replaceEnvironments(environments);
    return tree;
  };
  const modelOf = (tree: Tree, name: string) => platformOf(environmentsWith(loadProject(tree.root), name)[name]);

  test("on production is the fixture, and its lines can be edited", () => {
    const tree = planted("prod", ENVIRONMENTS);
    expect(modelOf(tree, "prod")).toEqual(platformOf(prod));
    tree.edit(PROD, DATABASE_LINE, `${DATABASE_LINE}, primaryRegion: "eu-west-1"`);
    tree.edit(PROD, REGION_LINE, `"${THIRD}": { decommissioning: true }`);
    tree.write("environments/evacuated.json", `{ "prod": ["${THIRD}"] }`);
    const { databases, regions } = modelOf(tree, "prod");
    expect([databases[0]?.primaryRegion, regions.find(({ name }) => name === THIRD)]).toEqual([
      "eu-west-1",
      expect.objectContaining({ decommissioning: true, evacuated: true }),
    ]);
  });

  test("of previews is the fixture with roles, and runs released images", () => {
    const delivery = { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789" };
    const tree = planted("previews", environmentsFor(delivery));
    expect(modelOf(tree, "pull12")).toEqual(platformOf(previewOf(12, { ...previews, delivery })));
    expect(Object.keys(environmentsWith(loadProject(tree.root)))).toEqual(["preview"]);
    const digest = `sha256:${"a1".repeat(32)}`;
    tree.write("environments/images.json", `{ "pull12": { "api": "${digest}" } }`);
    expect(modelOf(tree, "pull12").services[0]?.container.image).toMatchObject({
      repository: "api",
      suffix: `@${digest}`,
    });
  });
});
