import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitIn } from "../../../cli/git";
import { checkForward, checkReviewed } from "../../../cli/rollback/reviewed";
import { checkRollback, rollbackLines } from "../../../cli/rollback/rollback";
import { GIT, testsWith } from "../../support/optional-program";

const { test, describe } = testsWith(GIT("releases and rollbacks"));

/** A repository with some release tags, and the main branch of its origin. */
const root = mkdtempSync(join(tmpdir(), "releases-"));
const author = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"];
const run = (...args: string[]) => execFileSync("git", [...author, ...args], { cwd: root, encoding: "utf8", stdio: "pipe" }).trim();
const git = gitIn(root);

function commit(out: readonly string[], ...tags: readonly string[]): void {
  mkdirSync(join(root, "environments"), { recursive: true });
  writeFileSync(join(root, "environments/evacuated.json"), JSON.stringify({ prod: out }));
  run("add", "-A");
  run("commit", "--allow-empty", "-q", "-m", tags.join(" ") || "work");
  for (const tag of tags) run("tag", "-a", tag, "-m", tag);
}

beforeAll(() => {
  run("init", "-q", "-b", "main");
  commit([], "v1.9.0");
  commit(["eu-west-1"], "v1.9.1");
  commit([], "v1.10.0-rc.1");
  commit([], "v1.10.0", "nightly");
  commit([]);
  run("update-ref", "refs/remotes/origin/main", "HEAD");
  commit([], "v9.0.0");
});
const at = (ref: string) => run("checkout", "-q", ref);

describe("checkReviewed()", () => {
  test("accepts a tag that is on the main branch and checked out", async () => {
    at("v1.10.0");
    expect(await checkReviewed(git, "v1.10.0")).toBe(run("rev-parse", "HEAD"));
  });

  test.each([
    ["nightly", "nightly", "Invalid release tag"],
    ["v1.10.0", "--upload-pack=x", "Invalid release tag"],
    ["v1.10.0", "v1.11.0", "The tag v1.11.0 is not in this clone"],
    ["v1.10.0", "v1.9.0", /^v1.9.0 is [0-9a-f]{40}, but [0-9a-f]{40} is checked out/],
    ["v9.0.0", "v9.0.0", "is not on origin/main, so it was not reviewed"],
  ])("with %s checked out, rejects %s", async (head, tag, problem) => {
    at(head);
    await expect(checkReviewed(git, tag)).rejects.toThrow(problem);
  });
});

test("tags are sorted by version, and prereleases are older than their release", async () => {
  expect(await git.tags("v1.1*")).toEqual(["v1.10.0", "v1.10.0-rc.1"]);
  expect(await git.tags("v*", "v1.10.0")).toEqual(["v1.10.0"]);
});

describe("checkForward()", () => {
  const check = async (tag: string, deployed: string | undefined) => {
    const record = deployed === undefined ? undefined : { commit: run("rev-parse", `${deployed}^{commit}`), tag: deployed, at: "today" };
    return checkForward(git, tag, run("rev-parse", `${tag}^{commit}`), record);
  };

  test.each([
    ["v1.10.0", "v1.9.1"],
    ["v1.10.0", "v1.10.0"],
    ["v1.10.0", undefined],
  ])("accepts %s after %s", async (tag, deployed) => {
    await expect(check(tag, deployed)).resolves.toBeUndefined();
  });

  test("rejects a tag that is older than the deployed one", async () => {
    await expect(check("v1.9.1", "v1.10.0")).rejects.toThrow(
      /^v1\.9\.1 \([0-9a-f]{40}\) is older than the commit deployed at today: v1\.10\.0 [^]*rollback\.yml --ref v1\.9\.1$/,
    );
  });
});

describe("checkRollback()", () => {
  test("accepts any reviewed tag, also if regions were evacuated since: the guard checks that", async () => {
    at("v1.9.0");
    const rollback = await checkRollback(git, "v1.9.0");
    expect(rollback).toEqual({
      tag: "v1.9.0",
      commit: run("rev-parse", "HEAD"),
      reverted: ["v9.0.0", "v1.10.0", "v1.10.0-rc.1", "v1.9.1"],
    });
    expect(rollbackLines("prod", rollback)[1]).toMatch(/^Reverted: v9.0.0, v1.10.0, v1.10.0-rc.1, v1.9.1\. The main branch still contains/);
  });

  test("reverts nothing if the newest tag is deployed again", () => {
    expect(rollbackLines("prod", { tag: "v2", commit: "c", reverted: [] })).toEqual([
      "v2 (c) is the newest tag: deploying it again reverts nothing.",
    ]);
  });
});

describe("git", () => {
  test("reads files at a commit", async () => {
    expect(await git.fileAt("v1.9.1", "environments/evacuated.json")).toBe('{"prod":["eu-west-1"]}');
    expect(await git.fileAt("v1.9.1", "no.json")).toBeUndefined();
    expect(await git.fileAt("v0", "environments/evacuated.json")).toBeUndefined();
  });

  test.each(["--output=x", "-h", "", "v1 v2", "v1:x"])("rejects %j as a ref", async (ref) => {
    expect([await git.fileAt(ref, "x"), await git.commitOf(ref)]).toEqual([undefined, undefined]);
  });
});
