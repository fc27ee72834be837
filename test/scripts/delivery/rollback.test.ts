import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitIn } from "../../../scripts/delivery/git";
import { checkReviewed, newestReviewed } from "../../../scripts/delivery/rollback/reviewed";
import { checkRollback, rollbackLines } from "../../../scripts/delivery/rollback/rollback";

/** A repository with the tags of some releases, and the main branch of its origin. */
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
  commit([], "v1.10.0", "nightly");
  commit([]);
  run("update-ref", "refs/remotes/origin/main", "HEAD");
  commit([], "v9.0.0");
});
const at = (ref: string) => run("checkout", "-q", ref);

describe("a tag may be deployed", () => {
  test("that is on the main branch, with what it names checked out", async () => {
    at("v1.10.0");
    expect(await checkReviewed(git, "v1.10.0")).toBe(run("rev-parse", "HEAD"));
  });

  test.each([
    ["nightly", "nightly", "is no tag of a release"],
    ["v1.10.0", "--upload-pack=x", "is no tag of a release"],
    ["v1.10.0", "v1.11.0", "There is no tag v1.11.0 here"],
    ["v1.10.0", "v1.9.0", /^v1.9.0 is [0-9a-f]{40}, and [0-9a-f]{40} is checked out/],
    ["v9.0.0", "v9.0.0", "is not on origin/main: nobody has reviewed it"],
  ])("at %s, %s is refused", async (head, tag, problem) => {
    at(head);
    await expect(checkReviewed(git, tag)).rejects.toThrow(problem);
  });
});

test("the newest release is the last tag that was merged, by version and not by name", async () => {
  expect(await newestReviewed(git)).toBe("v1.10.0");
});

describe("an environment may go back", () => {
  test("to a tag that has the same regions in the public names", async () => {
    at("v1.9.0");
    const rollback = await checkRollback(git, "prod", "v1.9.0");
    expect(rollback).toEqual({ tag: "v1.9.0", commit: run("rev-parse", "HEAD"), undone: ["v9.0.0", "v1.10.0", "v1.9.1"] });
    expect(rollbackLines("prod", rollback)[1]).toMatch(/^Undone: v9.0.0, v1.10.0, v1.9.1\. The main branch still has/);
  });

  test("not to one that would evacuate a region, or bring one back: the images alone can", async () => {
    at("v1.9.1");
    await expect(checkRollback(git, "prod", "v1.9.1")).rejects.toThrow(
      /public names than there are now: eu-west-1\.\n {2}at v1\.9\.1 {3}out: eu-west-1\n {2}now {3}out: none\n[^]*release -- --environment prod --from v1\.9\.1/,
    );
  });

  test("and deploying the newest again undoes nothing", () => {
    expect(rollbackLines("prod", { tag: "v2", commit: "c", undone: [] })).toEqual([
      "v2 (c) is the newest tag: deploying it again undoes nothing.",
    ]);
  });
});

describe("git", () => {
  test("tells of files at a commit", async () => {
    expect(await git.fileAt("v1.9.1", "environments/evacuated.json")).toBe('{"prod":["eu-west-1"]}');
    expect(await git.fileAt("v1.9.1", "no.json")).toBeUndefined();
    expect(await git.fileAt("v0", "environments/evacuated.json")).toBeUndefined();
  });

  test.each(["--output=x", "-h", "", "v1 v2", "v1:x"])("never takes %j for a name", async (ref) => {
    expect([await git.fileAt(ref, "x"), await git.commitOf(ref)]).toEqual([undefined, undefined]);
  });
});
