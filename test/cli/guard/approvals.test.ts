import { gitWith, type AskGit } from "../../../cli/git";
import { manualApprovals, readApprovals } from "../../../cli/guard/approvals";

const LINE = "Allow: change eu-west-1 40%";
const ALLOWED = { kind: "change", region: "eu-west-1", percent: 40 };
const NOTHING = { code: 1, stdout: "", stderr: "fatal" };

/** Git that answers each command with what is given, one answer after another, and remembers what it was asked. */
function gitOf(answers: Readonly<Record<string, string | readonly string[]>>) {
  const asked: string[] = [];
  const left = new Map(Object.entries(answers).map(([command, all]) => [command, typeof all === "string" ? [all] : [...all]]));
  const ask: AskGit = (command = "", ...args) => {
    asked.push([command, ...args].join(" "));
    const found = left.get(command)?.shift();
    return Promise.resolve(found === undefined ? NOTHING : { code: 0, stdout: found, stderr: "" });
  };
  const logged = () => asked.filter((one) => one.startsWith("log")).map((one) => one.split(" ").at(-1));
  return { git: gitWith(ask), asked, logged };
}

test("a pull request says it in its text, and Git is not asked where nobody knows what it is to be merged into", async () => {
  const { git, asked } = gitOf({ log: "Allow: change us-east-1 90%\0" });
  expect(await readApprovals({ PULL_REQUEST_TEXT: `${LINE}\nAllow: all` }, git)).toEqual({
    by: "the pull request",
    allowed: [ALLOWED],
    fromThisPullRequest: [ALLOWED],
    invalid: ["Allow: all"],
  });
  expect(asked).toEqual([]);
});

test("what an earlier pull request said counts for a later one too, until it is deployed; it is not told as said in vain", async () => {
  const { git, logged } = gitOf({ log: `Mails (#12)\n\n${LINE}\0`, "merge-base": "" });
  const { allowed, fromThisPullRequest: own } = await readApprovals({ PULL_REQUEST_TEXT: "", GITHUB_BASE_REF: "main" }, git, "4f1d2c9");
  expect([allowed, own]).toEqual([[ALLOWED], []]);
  expect(logged()).toEqual(["4f1d2c9..origin/main"]);
});

test("once it is merged, messages since what is deployed now say it", async () => {
  const { git, logged } = gitOf({ log: `Mails (#12)\n\n${LINE}\0\nOther\0`, "merge-base": "" });
  expect(await readApprovals({}, git, "4f1d2c9")).toEqual({ by: "Git", allowed: [ALLOWED], invalid: [], fromThisPullRequest: [] });
  expect(logged()).toEqual(["4f1d2c9..HEAD"]);
});

test("where nobody knows what is deployed, the last release may have failed: what it allowed counts for the next one", async () => {
  const { git, asked, logged } = gitOf({ describe: ["v1.5.0\n", "v1.4.1\n"], log: `${LINE}\0` });
  expect((await readApprovals({}, git)).allowed).toEqual([ALLOWED]);
  expect(logged()).toEqual(["v1.4.1..HEAD"]);
  expect(asked[1]).toContain(" v1.5.0^");
});

test("so it is where what is deployed is newer than what is to be", async () => {
  const { git, logged } = gitOf({ describe: ["v1.4.1", "v1.4.0"], log: "\0" });
  await readApprovals({}, git, "4f1d2c9");
  expect(logged()).toEqual(["v1.4.0..HEAD"]);
});

test("the message of a tag allows nothing: nobody has reviewed it", async () => {
  const { git, asked } = gitOf({ describe: ["v1.4.1", "v1.4.0"], log: "Other\0", tag: `v1.5.0\n\n${LINE}\0` });
  expect((await readApprovals({}, git)).allowed).toEqual([]);
  expect(asked.filter((one) => one.startsWith("tag"))).toEqual([]);
});

test("before the first two releases all messages count", async () => {
  const { git, logged } = gitOf({ describe: ["v0.1.0"], log: `${LINE}\0` });
  expect((await readApprovals({}, git)).allowed).toEqual([ALLOWED]);
  expect(logged()).toEqual(["HEAD"]);
});

test("what one message leaves open hides nothing of another", async () => {
  const { git } = gitOf({ log: `First\n<!-- open\0\n${LINE}\0` });
  expect((await readApprovals({}, git)).allowed).toEqual([ALLOWED]);
});

test("who deploys an earlier tag again says it by hand, and what is misspelt there is told", async () => {
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
