import { PutObjectCommand, DeleteObjectCommand } from "@aws-sdk/client-s3";
import { previewOf } from "../../../project/previews";
import { environmentsOf } from "../../../project/project";
import type { Stack } from "../../../cli/synthesis/synthesized";
import { listKeys, readState } from "../../../cli/state/states";
import { previews, project } from "../../fixtures/environments/photofeed";
import { type HttpsServer, listen, serverFor } from "../../support/https-server";
import { regionsOf, takeInventory, type Inventory } from "../inventory";
import { PreviewFixture } from "./fixture";

/** `npm run rehearse-preview`: the lifecycle of a pull request's preview, with the commands of its workflows. */
const PULL_REQUEST = 12;
const DELIVERY = { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789" };
const DIGEST = `sha256:${"a1".repeat(32)}`;
const IMAGES = "environments/images.json";

const fixture = new PreviewFixture(PULL_REQUEST);
const { domainName } = previewOf(PULL_REQUEST, previews);
let site: HttpsServer;
let stacks: readonly Stack[];
let before: Inventory;

beforeAll(async () => {
  await fixture.setUp(DELIVERY);
  site = serverFor(domainName);
});

afterAll(async () => {
  site.server.close();
  await fixture.tearDown();
});

const inventory = () => takeInventory(fixture.session, regionsOf(stacks));
const states = async () =>
  (await listKeys(fixture.session.s3, fixture.bucket)).filter((key) => key !== "preview-foundation.tfstate").sort();
const attributesOf = async (stack: string, type: string) => {
  const found = await readState(fixture.session.s3, fixture.bucket, stack);
  const instances = (found?.resources ?? []).filter((each) => each.type === type).flatMap((each) => each.instances);
  return instances.map((instance) => (instance as { attributes: Readonly<Record<string, unknown>> }).attributes);
};

describe("setup", () => {
  test("without a state bucket, a preview fails and reports the missing bucket", async () => {
    const { code, output } = await fixture.terrace("preview up 12");
    expect([code, output]).toEqual([1, expect.stringContaining("npx --no-install terrace bootstrap pull12 --state-only")]);
  });

  test("a person creates the bucket and the roles", async () => {
    expect(Object.keys(environmentsOf(project))).not.toContain("preview");
    expect(await fixture.terrace("bootstrap preview --state-only")).toMatchObject({
      code: 0,
      output: expect.stringContaining("Created the state bucket"),
    });
    const { code, output } = await fixture.cdktfDeploy("preview-foundation");
    expect(code).toBe(0);
    expect(output).toMatch(/deploy_role = arn:aws:iam::\d{12}:role\/preview-deploy\n\s*publish_role = \S+role\/preview-publish/);
    stacks = await fixture.synthesize();
    before = await inventory();
  });
});

describe("up", () => {
  test("no preview exists", async () => {
    expect((await fixture.terrace("preview list")).output.trim()).toBe("There are no previews.");
  });

  test("the foundation creates the image repositories and prints their addresses", async () => {
    const { code, output } = await fixture.terrace("preview up 12 --foundation");
    expect([code, output]).toEqual([0, expect.stringContaining("dkr.ecr.us-east-1.amazonaws.com/pull12/api")]);
    expect(await states()).toEqual(["pull12-foundation.tfstate"]);
  });

  test("deploys the whole preview with the pull request's image, without a change to commit", async () => {
    const committed = fixture.tree.read(IMAGES);
    const { code, output } = await fixture.terrace(`preview up 12 api=${DIGEST}`);
    expect([code, output]).toEqual([0, expect.stringContaining(`site_url: https://${domainName}`)]);
    expect(await states()).toEqual(stacks.map(({ name }) => `${name}.tfstate`).sort());
    expect(fixture.tree.read(IMAGES)).toBe(committed);
    const tasks = await attributesOf("pull12-us-east-1-service", "aws_ecs_task_definition");
    expect(JSON.stringify(tasks)).toContain(`/pull12/api@${DIGEST}`);
  });

  test("its roles have the permissions boundary of previews", async () => {
    const roles = (await Promise.all(stacks.map(({ name }) => attributesOf(name, "aws_iam_role")))).flat();
    expect(roles.length).toBeGreaterThan(5);
    for (const { name, permissions_boundary } of roles)
      expect([name, permissions_boundary]).toEqual([
        expect.stringMatching(/^pull12-/),
        expect.stringMatching(/^arn:aws:iam::\d{12}:policy\/preview-workload-boundary$/),
      ]);
  });

  test("the preview is listed, and expires after its lifetime", async () => {
    expect((await fixture.terrace("preview list")).output.trim()).toBe(`pull request 12: ${stacks.length} stacks, deployed 0 h ago`);
    expect((await fixture.terrace("preview list --expired")).output.trim()).toBe("previews=[]");
    expect((await fixture.terrace('preview list --expired --lifetime "1 second"')).output.trim()).toBe("previews=[12]");
  });

  test("the smoke test probes the endpoints of its stacks, and reports failed probes", async () => {
    const port = await listen(site);
    const command = `smoke pull12 --within "1 second" --connect-to 127.0.0.1:${port}`;
    const good = await fixture.terrace(command, { NODE_EXTRA_CA_CERTS: site.certificate });
    expect(good.output.trim().split("\n")).toEqual([
      `✓ the site, https://${domainName}/: HTTP 200`,
      `✓ api on /api/, https://${domainName}/api/: HTTP 200`,
      `✓ ingest over TCP, ingest.${domainName}:9000: connected`,
    ]);
    expect(good.code).toBe(0);
    const bad = await fixture.terrace(command);
    expect([bad.code, bad.output]).toEqual([1, expect.stringContaining("SELF_SIGNED")]);
  });
});

describe("down", () => {
  test("fails for code that does not contain all of its stacks, and destroys nothing", async () => {
    const stranger = { Bucket: fixture.bucket, Key: "pull12-eu-west-1-network.tfstate" };
    await fixture.session.s3.send(new PutObjectCommand({ ...stranger, Body: '{"version":4,"resources":[],"outputs":{}}' }));
    const there = await inventory();
    const { code, output } = await fixture.terrace("preview down 12");
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/Nothing was destroyed[^]*pull12-eu-west-1-network\n[^]*refs\/pull\/12\/head/),
    ]);
    expect((await inventory()).resources).toEqual(there.resources);
    await fixture.session.s3.send(new DeleteObjectCommand(stranger));
  });

  test("destroys every resource and deletes its states", async () => {
    const { code, output } = await fixture.terrace("preview down 12");
    expect([code, output]).toEqual([0, expect.stringContaining(`Destroyed the preview of pull request 12: ${stacks.length} stacks.`)]);
    const { resources } = await inventory();
    expect(resources.filter((resource) => !before.resources.includes(resource))).toEqual([]);
    expect(before.resources.filter((resource) => !resources.includes(resource))).toEqual([]);
    expect(await states()).toEqual([]);
  });

  test("reports that no preview exists when it is repeated", async () => {
    expect(await fixture.terrace("preview down 12")).toMatchObject({ code: 0, output: "Pull request 12 has no preview.\n" });
    expect((await fixture.terrace("preview list")).output.trim()).toBe("There are no previews.");
  });
});
