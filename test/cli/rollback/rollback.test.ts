import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitIn } from "../../../cli/git";
import { checkForward, checkReviewed } from "../../../cli/rollback/reviewed";
import { checkRollback, rollbackLines } from "../../../cli/rollback/rollback";
import { GIT, testsWith } from "../../support/optional-program";

const { test, describe } = testsWith(GIT("releases and rollbacks"));

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
  commit([], "v1.10.0-rc.1");
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

test("tags are in the order of versions and not of names, and what comes before a release is older than it", async () => {
  expect(await git.tags("v1.1*")).toEqual(["v1.10.0", "v1.10.0-rc.1"]);
  expect(await git.tags("v*", "v1.10.0")).toEqual(["v1.10.0"]);
});

describe("a release comes after what is deployed", () => {
  const check = async (tag: string, deployed: string | undefined) => {
    const record = deployed === undefined ? undefined : { commit: run("rev-parse", `${deployed}^{commit}`), tag: deployed, at: "today" };
    return checkForward(git, tag, run("rev-parse", `${tag}^{commit}`), record);
  };

  test.each([
    ["v1.10.0", "v1.9.1"],
    ["v1.10.0", "v1.10.0"],
    ["v1.10.0", undefined],
  ])("as %s after %s", async (tag, deployed) => {
    await expect(check(tag, deployed)).resolves.toBeUndefined();
  });

  test("an older one is a roll-back, and has to be called so", async () => {
    await expect(check("v1.9.1", "v1.10.0")).rejects.toThrow(
      /^v1\.9\.1 \([0-9a-f]{40}\) is older than what is deployed since today: v1\.10\.0 [^]*rollback\.yml --ref v1\.9\.1$/,
    );
  });
});

describe("an environment may go back", () => {
  test("to any tag that was reviewed, whatever regions were evacuated since: the guard judges that", async () => {
    at("v1.9.0");
    const rollback = await checkRollback(git, "v1.9.0");
    expect(rollback).toEqual({ tag: "v1.9.0", commit: run("rev-parse", "HEAD"), undone: ["v9.0.0", "v1.10.0", "v1.10.0-rc.1", "v1.9.1"] });
    expect(rollbackLines("prod", rollback)[1]).toMatch(/^Undone: v9.0.0, v1.10.0, v1.10.0-rc.1, v1.9.1\. The main branch still has/);
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
