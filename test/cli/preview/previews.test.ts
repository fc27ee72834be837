import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolve } from "../../../config/resolve";
import { environmentsWith } from "../../../project/project";
import { PREVIEW_PREFIX, previewName, previewOf, previewRoles, pullRequestOf } from "../../../project/previews";
import { checkKnown, expired, parsePullRequest, previewLines, previewsOf } from "../../../cli/preview/previews";
import { withImages } from "../../../cli/preview/with-images";
import { environments, previews as PREVIEWS, project } from "../../fixtures/environments/photofeed";
import { platformOf } from "../../support/resolved";

/** The resolved model of an environment of the fixture. */
const platformNamed = (name: string) => platformOf(environmentsWith(project, name)[name]);

describe("project/previews.ts", () => {
  test.each([1, 12, 99_999_999])("the preview of pull request %d is valid, without warnings, and ephemeral", (number) => {
    expect(resolve(previewOf(number, PREVIEWS))).toMatchObject({
      ok: true,
      warnings: [],
      platform: { name: previewName(number), removalPolicy: "destroy", tags: { PullRequest: `${number}` } },
    });
  });

  test("a preview has the same platform as the other environments", () => {
    const names = (name: string) => {
      const { services, workers, databases, tables, caches, queues } = platformNamed(name);
      return [services, workers, databases, tables, caches, queues].map((list) => list.map((thing) => thing.name));
    };
    expect(names("pull12")).toEqual(names("prod"));
  });

  test("a preview has its states in the bucket of all previews", () => {
    expect(platformNamed("pull12").state).toEqual(PREVIEWS.state);
  });

  test.each([
    ["pull12", 12],
    ["pull0", undefined],
    ["pull012", undefined],
    ["prod", undefined],
    ["xpull12", undefined],
    ["pull123456789", undefined],
  ])("%s is of pull request %s", (name, number) => {
    expect(pullRequestOf(name)).toBe(number);
  });

  test("no other environment has the name prefix of previews, by which permissions match", () => {
    expect(Object.keys(environments).filter((name) => name.startsWith(PREVIEW_PREFIX))).toEqual([]);
    expect(previewName(12).startsWith(PREVIEW_PREFIX)).toBe(true);
  });

  const delivery = { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789" };

  test("the roles of previews are an environment of their own, once the repository is configured", () => {
    expect(previewRoles(PREVIEWS)).toBeUndefined();
    expect(resolve(previewRoles({ ...PREVIEWS, delivery }))).toMatchObject({
      ok: true,
      warnings: [],
      platform: { name: "preview", state: PREVIEWS.state, delivery: { environments: `${PREVIEW_PREFIX}*` } },
    });
  });

  test("each preview then uses these roles and creates none", () => {
    const resolution = resolve(previewOf(12, { ...PREVIEWS, delivery, account: "123456789012", hostedZoneId: "Z0123456789ABC" }));
    expect(resolution).toMatchObject({
      platform: { deployedBy: "preview", account: "123456789012", hostedZoneId: "Z0123456789ABC" },
    });
    expect(resolution).not.toHaveProperty("platform.delivery");
  });

  test("a listed environment is never a preview, and others are unchanged", () => {
    expect(Object.keys(environments).filter((name) => pullRequestOf(name) !== undefined)).toEqual([]);
    expect(Object.keys(environmentsWith(project, "pull7"))).toEqual([...Object.keys(environments), "pull7"]);
    expect(environmentsWith(project, "prod")).toBe(environments);
    expect(environmentsWith(project)).toBe(environments);
  });
});

const at = (hours: number) => new Date(Date.UTC(2026, 0, 1, hours));
const files = [
  { key: "pull12-foundation.tfstate", modified: at(0) },
  { key: "pull12-us-east-1-network.tfstate", modified: at(5) },
  { key: "pull7-edge.tfstate", modified: at(2) },
  { key: "pull7-edge.tfstate.tflock", modified: at(80) },
  { key: "prod-edge.tfstate", modified: at(0) },
];

describe("previews", () => {
  test("are found by their states, the oldest first, ignoring locks", () => {
    expect(previewsOf(files)).toEqual([
      { pullRequest: 7, stacks: ["pull7-edge"], deployed: at(2) },
      { pullRequest: 12, stacks: ["pull12-foundation", "pull12-us-east-1-network"], deployed: at(5) },
    ]);
  });

  test("expire after their lifetime since the last deployment", () => {
    const after = (hours: number) => expired(previewsOf(files), "3 days", at(hours)).map(({ pullRequest }) => pullRequest);
    expect([after(74), after(75), after(78)]).toEqual([[], [7], [7, 12]]);
  });

  test("are listed with their age", () => {
    expect(previewLines(previewsOf(files), "3 days", at(75))).toEqual([
      "pull request 7: 1 stack, deployed 73 h ago, older than 3 days",
      "pull request 12: 2 stacks, deployed 70 h ago",
    ]);
    expect(previewLines([], "3 days", at(0))).toEqual(["There are no previews."]);
  });

  test("are not destroyed by code that does not contain all of their stacks", () => {
    expect(() => checkKnown(12, ["pull12-edge", "pull12-eu-west-1-network"], ["pull12-edge", "pull12-network"])).toThrow(
      /does not contain\.\n {2}pull12-eu-west-1-network\n .*refs\/pull\/12\/head/,
    );
    expect(() => checkKnown(12, ["pull12-edge"], ["pull12-edge", "pull12-network"])).not.toThrow();
  });

  test.each(["", "0", "012", "x", "1; rm -rf /", "-1", "1e3", "123456789"])("parsePullRequest(%j) fails", (text) => {
    expect(() => parsePullRequest(text)).toThrow("Invalid pull request number");
  });

  test.each([
    ["succeeds", () => Promise.resolve()],
    ["fails", () => Promise.reject(new Error("no"))],
  ])("have their images in the file until the task %s", async (_, end) => {
    const file = join(mkdtempSync(join(tmpdir(), "images-")), "images.json");
    writeFileSync(file, '{ "dev": {} }\n');
    let during = "";
    await withImages(file, "pull12", { api: "sha256:a" }, () => {
      during = readFileSync(file, "utf8");
      return end();
    }).catch(() => undefined);
    expect(JSON.parse(during)).toEqual({ dev: {}, pull12: { api: "sha256:a" } });
    expect(readFileSync(file, "utf8")).toBe('{ "dev": {} }\n');
  });
});
