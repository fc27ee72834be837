import { whatIsSaid, type AskGit } from "../../../../scripts/delivery/guard/said";

const LINE = "Allow: share eu-west-1 40%";
const ALLOWED = { kind: "share", region: "eu-west-1", percent: 40 };
const NOTHING = { code: 1, stdout: "", stderr: "fatal" };
const answer = (stdout: string) => ({ code: 0, stdout, stderr: "" });

/** Git that answers each command with what is given, and remembers what it was asked. */
function gitOf(answers: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const git: AskGit = (command = "", ...args) => {
    asked.push([command, ...args].join(" "));
    const found = answers[command];
    return Promise.resolve(found === undefined ? NOTHING : answer(found));
  };
  return { git, asked };
}

test("a pull request says it in its text, and Git is not asked", async () => {
  const { git, asked } = gitOf({ log: "Allow: share us-east-1 90%\0" });
  expect(await whatIsSaid({ PULL_REQUEST_TEXT: `${LINE}\nAllow: all` }, git)).toEqual({
    by: "the pull request",
    allowed: [ALLOWED],
    misread: ["Allow: all"],
  });
  expect(asked).toEqual([]);
});

test("a pull request without a text says nothing, whatever Git says", async () => {
  const { git } = gitOf({ log: `${LINE}\0` });
  expect((await whatIsSaid({ PULL_REQUEST_TEXT: "" }, git)).allowed).toEqual([]);
});

test("once it is merged, messages since the release before say it, and the tag's own", async () => {
  const { git, asked } = gitOf({
    describe: "v1.4.1\n",
    log: `Mails (#12)\n\n${LINE}\0\nOther\0`,
    tag: "v1.5.0\n\nAllow: share us-east-1 30%\0",
  });
  const { by, allowed } = await whatIsSaid({}, git);
  expect([by, allowed]).toEqual(["Git", [ALLOWED, { ...ALLOWED, region: "us-east-1", percent: 30 }]]);
  expect(asked[1]).toBe("log --first-parent --format=%B%x00 v1.4.1..HEAD");
});

test("before the first release all messages count", async () => {
  const { git, asked } = gitOf({ log: `${LINE}\0` });
  expect((await whatIsSaid({}, git)).allowed).toEqual([ALLOWED]);
  expect(asked[1]).toBe("log --first-parent --format=%B%x00 HEAD");
});

test("what one message leaves open hides nothing of another", async () => {
  const { git } = gitOf({ log: `First\n<!-- open\0\n${LINE}\0` });
  expect((await whatIsSaid({}, git)).allowed).toEqual([ALLOWED]);
});
