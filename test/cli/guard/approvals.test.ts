import { gitWith, type GitRunner } from "../../../cli/git";
import { manualApprovals, readApprovals } from "../../../cli/guard/approvals";

const LINE = "Allow: change eu-west-1 40%";
const ALLOWED = { kind: "change", region: "eu-west-1", percent: 40 };
const NOTHING = { code: 1, stdout: "", stderr: "fatal" };

/** A Git that returns the given outputs of each command in order and records the commands. */
function gitOf(outputs: Readonly<Record<string, string | readonly string[]>>) {
  const commands: string[] = [];
  const remaining = new Map(Object.entries(outputs).map(([command, all]) => [command, typeof all === "string" ? [all] : [...all]]));
  const runGit: GitRunner = (command = "", ...args) => {
    commands.push([command, ...args].join(" "));
    const found = remaining.get(command)?.shift();
    return Promise.resolve(found === undefined ? NOTHING : { code: 0, stdout: found, stderr: "" });
  };
  const logged = () => commands.filter((one) => one.startsWith("log")).map((one) => one.split(" ").at(-1));
  return { git: gitWith(runGit), commands, logged };
}

test("reads the pull request's text, and does not call Git if the base branch is unknown", async () => {
  const { git, commands } = gitOf({ log: "Allow: change us-east-1 90%\0" });
  expect(await readApprovals({ PULL_REQUEST_TEXT: `${LINE}\nAllow: all` }, git)).toEqual({
    by: "the pull request",
    allowed: [ALLOWED],
    fromThisPullRequest: [ALLOWED],
    invalid: ["Allow: all"],
  });
  expect(commands).toEqual([]);
});

test("honors allowances of merged, undeployed pull requests, and does not report them as unmatched", async () => {
  const { git, logged } = gitOf({ log: `Mails (#12)\n\n${LINE}\0`, "merge-base": "" });
  const { allowed, fromThisPullRequest } = await readApprovals({ PULL_REQUEST_TEXT: "", GITHUB_BASE_REF: "main" }, git, "4f1d2c9");
  expect([allowed, fromThisPullRequest]).toEqual([[ALLOWED], []]);
  expect(logged()).toEqual(["4f1d2c9..origin/main"]);
});

test("after the merge, reads the messages since the deployed commit", async () => {
  const { git, logged } = gitOf({ log: `Mails (#12)\n\n${LINE}\0\nOther\0`, "merge-base": "" });
  expect(await readApprovals({}, git, "4f1d2c9")).toEqual({ by: "Git", allowed: [ALLOWED], invalid: [], fromThisPullRequest: [] });
  expect(logged()).toEqual(["4f1d2c9..HEAD"]);
});

test("if the deployed commit is unknown, reads the messages since the release before the last one", async () => {
  const { git, commands, logged } = gitOf({ describe: ["v1.5.0\n", "v1.4.1\n"], log: `${LINE}\0` });
  expect((await readApprovals({}, git)).allowed).toEqual([ALLOWED]);
  expect(logged()).toEqual(["v1.4.1..HEAD"]);
  expect(commands[1]).toContain(" v1.5.0^");
});

test("does the same if the deployed commit is newer than the commit to deploy", async () => {
  const { git, logged } = gitOf({ describe: ["v1.4.1", "v1.4.0"], log: "\0" });
  await readApprovals({}, git, "4f1d2c9");
  expect(logged()).toEqual(["v1.4.0..HEAD"]);
});

test("ignores a tag's message, because it was not reviewed", async () => {
  const { git, commands } = gitOf({ describe: ["v1.4.1", "v1.4.0"], log: "Other\0", tag: `v1.5.0\n\n${LINE}\0` });
  expect((await readApprovals({}, git)).allowed).toEqual([]);
  expect(commands.filter((one) => one.startsWith("tag"))).toEqual([]);
});

test("reads all messages before the second release", async () => {
  const { git, logged } = gitOf({ describe: ["v0.1.0"], log: `${LINE}\0` });
  expect((await readApprovals({}, git)).allowed).toEqual([ALLOWED]);
  expect(logged()).toEqual(["HEAD"]);
});

test("an unclosed comment in one message does not hide another message", async () => {
  const { git } = gitOf({ log: `First\n<!-- open\0\n${LINE}\0` });
  expect((await readApprovals({}, git)).allowed).toEqual([ALLOWED]);
});

test("reads ALLOW when an earlier tag is redeployed, and reports invalid allowances in it", async () => {
  const { git } = gitOf({ log: `${LINE}\0` });
  const ALLOW = "change us-east-1 40%; Allow: restore eu-west-1;\n everything";
  expect(await readApprovals({ ALLOW }, git)).toEqual({
    by: "Git",
    allowed: [ALLOWED, { ...ALLOWED, region: "us-east-1" }, { kind: "restore", region: "eu-west-1" }],
    invalid: ["Allow: everything"],
    fromThisPullRequest: [
      { ...ALLOWED, region: "us-east-1" },
      { kind: "restore", region: "eu-west-1" },
    ],
  });
  expect([manualApprovals({ ALLOW }).length, manualApprovals({}), manualApprovals({ ALLOW: "" })]).toEqual([3, [], []]);
  expect((await readApprovals({ ALLOW, PULL_REQUEST_TEXT: "" }, git)).allowed).toEqual([]);
});
