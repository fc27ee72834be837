import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ALLOWED } from "../../tools/prose/allowed";
import { checkProse } from "../../tools/prose/check";
import { type Finding, lint, MOST_WORDS, RULES } from "../../tools/prose/lint";
import { hashComments, markdownPassages, pythonPassages, yamlPassages } from "../../tools/prose/other-languages";
import { formatFindings, formatSummary } from "../../tools/prose/report";
import { typescriptPassages } from "../../tools/prose/typescript";

const frozen = { has: (pattern: RegExp) => pattern.test("Tasks of api say nothing") };
const inTypescript = (source: string, strings = true) => typescriptPassages("a.ts", source, { strings, frozen });
const rulesIn = (text: string) => lint("docs/a.md", markdownPassages(text)).map(({ rule }) => rule);

/** For each rule: sentences that it objects to, and one in standard terms that it accepts. */
const EXAMPLES: Readonly<Record<string, readonly [wrong: readonly string[], right: string]>> = {
  told: [["People are told of it."], "Notification targets are notified."],
  tell: [["It tells which one failed.", "A label to tell them apart."], "It reports which one failed."],
  "in-the-stead": [["One alarm notifies in the stead of two."], "One alarm notifies instead of two."],
  explains: [["The alarm explains those of its users."], "The text explains how to configure it."],
  raised: [["The alarm is raised.", "Alarms raised before count."], "The exception was thrown."],
  "alarm-is-up": [["Alarms that were up are ignored."], "The region is up."],
  quiet: [["All alarms are quiet."], "A quiet mode exists."],
  "looks-back": [["It looks back a day."], "It has a window of one day."],
  "is-over": [["When it is over, close the issue."], "It is over 5 MB."],
  rings: [["Nothing rings at night."], "Nothing fires at night."],
  "says-nothing": [["A replica that says nothing counts."], "A replica without metrics counts."],
  woken: [["Nobody is woken by it."], "No one is paged."],
  watch: [["The service is watched.", "The alarms that watch it."], "The watch of a table has four rows."],
  figures: [["Figures of RDS come late."], "Metrics of RDS come late."],
  bounds: [["The bounds of scaling."], "The upper bounds are known."],
  promises: [["What a service promises is its objective."], "The promises resolve in order."],
  burns: [["The budget burns 14 times too fast."], "The burn rate is 14."],
  mend: [["Mend the cause."], "Fix the cause."],
  said: [["It was said in the pull request."], "It was approved in the pull request."],
  meant: [["If the change is meant, add a line."], "If the change is intended, add a line."],
  "in-vain": [["An allowance in vain."], "An unmatched allowance."],
  "reasons-idle": [["2 reasons idle"], "2 unused exceptions"],
  weaken: [["It weakens the backups."], "It reduces the backups."],
  "left-to-itself": [["One is left to itself.", "The state is forgotten."], "One is removed from state."],
  "left-behind": [["Stacks that were left behind."], "Orphaned stacks."],
  "share-of-region": [["The share of a region may change."], "The share of errors is low."],
  turn: [["Stacks are applied in turn.", "It waits for its turn."], "It logs an error, which in turn fires the alarm."],
  "turn-switch": [["Turn the switch of a region."], "Turn on encryption."],
  hands: [["The hands of a stack."], "The operations of a stack."],
  "half-way": [["It stopped half-way."], "It stopped halfway."],
  "in-part": [["It is deployed in part."], "It is partially deployed."],
  "goes-on": [["The deployment goes on."], "The deployment continues."],
  "under-way": [["A deployment is under way."], "A deployment is in progress."],
  "as-it-should-be": [["All is as it should be."], "All stacks are up to date."],
  anew: [["It is made anew."], "It is recreated."],
  "beyond-review": [["Changes beyond the review."], "Unreviewed changes."],
  sum: [["Compare the sum of the manifest."], "The sum of all requests."],
  patience: [["Until patience ends."], "Until the timeout."],
  rescue: [["It rescues the state."], "It recovers the state."],
  refuse: [["The guard refuses the plan."], "The command refuses to run; the connection is refused."],
  judge: [["The gate judges the alarms.", "A verdict."], "The gate compares the alarms."],
  ask: [["The gate asks CloudWatch."], "If that fails, ask AWS Support."],
  look: [["A person looks at it.", "The first look."], "It looks like a key; look up the name."],
  somebody: [["Nobody is paged."], "No one is paged."],
  "by-hand": [["It was changed by hand."], "It was changed manually."],
  "roll-back": [["A roll-back."], "A rollback."],
  "put-back": [["Put it back."], "Restore it."],
  "gate-opens": [["The gate opens."], "The gate passed."],
  "foreign-code": [["It runs foreign code."], "It runs third-party code."],
  "who-may": [["For those who may push."], "For anyone with push access."],
  "in-words": [["The plan in words."], "The summary of the plan."],
  thing: [["A thing with data."], "A resource; nothing and everything else."],
  program: [["The program exits."], "The application exits programmatically."],
  copy: [
    ["A copy of the database lags.", "The copy is promoted.", "Tables with copies."],
    "A command copies the file; make a copy of the list.",
  ],
  "copy-noun": [["Each region holds a copy."], "The role copies the files; copy the file."],
  "leading-instance": [["The leading instance.", "The head is a primary."], "The head commit; HEAD; the header."],
  "set-aside": [["It is set aside."], "It is renamed."],
  "writers-name": [["The writer's name moves."], "The writer DNS name moves."],
  "public-name": [["A public name."], "A public DNS name."],
  "leaves-names": [["It leaves the public names."], "It is removed from DNS."],
  "put-in-again": [["It comes back into DNS."], "It is restored."],
  leaving: [["A region that is leaving."], "A region that is being decommissioned."],
  "home-lives": [["Where all lives that is single."], "The home region holds single-region resources."],
  entrance: [["The public entrance."], "The ingress."],
  "joins-regions": [["A peering joins the regions."], "A peering connects the VPCs."],
  way: [["The way to the internet.", "There is a way out."], "One way in which it fails."],
  stands: [["It stands in the file.", "The name stands for it."], "It is in the file; stand-by."],
  lives: [["The state lives in S3."], "The state is in S3."],
  "hangs-on": [["It hangs on the zone."], "It depends on the zone."],
  "comes-and-goes": [["Environments that come and go."], "Ephemeral environments."],
  "keeps-data": [["What keeps data stays."], "Stateful resources stay."],
  "own-key": [["A key of ours."], "A customer managed KMS key."],
  "for-ever": [["It lasts for ever."], "It is permanent."],
  "any-more": [["It is not there any more."], "It no longer exists."],
  spare: [["It spares a request."], "It saves a request; spare capacity."],
  drawn: [["The password is drawn once."], "The password is generated once."],
  "dead-letters": [["Dead letters stay."], "Messages in the dead-letter queue stay."],
  "message-taken": [["A message that was taken."], "A message that was received."],
  answer: [["The service answers."], "The service responds."],
  beginning: [["The beginning of the name."], "The prefix of the name."],
  "held-by": [["It is held by a test."], "It is verified by a test."],
  rights: [["Rights on roles."], "Permissions on roles; the right value."],
  "left-out": [["Left out: 5.", "Leave it out."], "Default: 5."],
  "by-stage": [["The memory, by stage."], "The stage default."],
  "a-text": [["It is not a text."], "It is not a string; a text file."],
  "whole-number": [["A whole number."], "An integer."],
  "is-no": [["It is no region."], "There is no region; it is no longer a region."],
  "is-there-twice": [["It is there twice."], "It is a duplicate."],
  "letter-case": [["In capitals.", "Single dashes."], "In uppercase."],
  besides: [["Besides, it fails."], "It also fails."],
  otherwise: [["It behaves otherwise."], "Otherwise it fails."],
  "at-once": [["All at once."], "All at the same time."],
  "quarter-of-an-hour": [["For a quarter of an hour."], "For 15 minutes."],
  circle: [["Imports in a circle."], "A circular dependency; the great-circle distance."],
  workplace: [["A workplace."], "A Terraform context."],
  says: [["The file says so."], "The file contains it."],
  story: [["The scene is set."], "The scenario is set; history."],
  british: [
    ["Synthesise it.", "The behaviour.", "Neighbouring regions.", "It is labelled.", "An organisation."],
    "Synthesize the synthesis; an exercise; revise it.",
  ],
  percent: [["It is 5 % of it."], "It is 5% of it; %s of 5 %s."],
  email: [["An e-mail."], "An email."],
  setup: [["The set-up."], "The setup."],
  lifecycle: [["The life cycle."], "The lifecycle."],
  id: [["The id of a key."], "The ID of a key. In YAML, `id: push` names a step: id: push"],
  we: [["We deploy it.", "Code of ours."], "Terrace deploys it to us-east-1 in the US."],
  "those-that": [["Those that fail are listed."], "Stacks that fail are listed."],
  "all-that": [["All that fails is listed."], "Every stack that fails is listed."],
  whoever: [["Whoever pushes it."], "Anyone who pushes it."],
  "of-what": [["A list of what fails."], "A list of failed stacks; a list of what is wrong."],
  "who-noun": [["It is known to who can read it."], "People who can read it know it."],
  "what-is-there": [["It replaces what is there."], "It replaces the existing resource."],
  "to-mend-labels": [["There are: a, b."], "Valid: a, b."],
  "least-most": [["It is below the least, 1."], "It is below the minimum, 1."],
  "length-of-time": [["A length of time."], "A duration."],
  "which-has-characters": [["It would be named x, which has 40 characters."], "It produces the name x, which is 40 characters long."],
  "as-you-asked": [["Stopped, as you asked."], "Interrupted."],
  "takes-the-place": [["It takes the place of the old one."], "It replaces the old one; take place."],
  "in-place-of": [["In place of the old one."], "Instead of the old one; it changes in place."],
  beside: [["It is beside the file."], "It is next to the file."],
  "little-by-little": [["Regions change little by little."], "Regions change one at a time."],
  "by-itself": [["It closes by itself."], "It closes automatically."],
  "as-a-rule": [["It fails as a rule."], "It usually fails."],
  "is-well": [["All is well."], "All stacks are healthy; a file that is well known."],
  "is-had": [["It cannot be had."], "It is not available."],
  "another-one": [["The value is another one in each run."], "The value differs in every run."],
  "left-alone": [["Terraform leaves it alone."], "Terraform ignores it."],
  "comes-to-its-end": [["It comes to its end."], "It ends."],
  "to-go-back": [["To go back, deploy it."], "To roll back, deploy it."],
  knows: [["AWS knows the name.", "The stack wants a key."], "A person knows the name."],
  archaic: [["Hence it is explicit."], "Therefore it is explicit."],
  letters: [["At most 20 letters."], "Lowercase letters, digits and hyphens."],
  "is-as": [["It stays as it was."], "It is unchanged; the state as it was written."],
  "merely-once-more": [["Run it once more."], "Run it again."],
  "what-subject": [["What is deployed runs.", "It fails. Who pushes decides."], "What is deployed? A commit."],
  "fronted-of": [["Of a log group, 0 is permanent."], "Of course it is permanent."],
  "where-condition": [["Where it fails, run it again."], "Where each name ends is listed."],
  "that-subject": [["That it could not save is a cause."], "That error is a cause."],
  "old-heading": [["## How to mend it"], "## Mitigation"],
};

test("every rule has an example", () => {
  expect(RULES.map(({ id }) => id).sort()).toEqual(Object.keys(EXAMPLES).sort());
});

describe.each(Object.entries(EXAMPLES))("rule %s", (rule, [wrong, right]) => {
  test.each(wrong)("rejects %j", (text) => expect(rulesIn(text)).toContain(rule));
  test(`accepts ${JSON.stringify(right)}`, () => expect(rulesIn(right)).not.toContain(rule));
});

describe("passages", () => {
  const textsOf = (passages: readonly { kind: string; text: string }[]) => passages.map(({ kind, text }) => `${kind}: ${text}`);

  test("of TypeScript are strings, descriptions, test names and comments", () => {
    const source = [
      'import a from "one two three four";',
      "/**",
      " * A comment over",
      " * two lines.",
      " *",
      " * @param a an argument",
      " * @example const { program, test } = answers(nobody);",
      " *     const example = 1;",
      " */",
      "const b = `The stack ${a} has ${a} alarms`; // after it",
      'const c = ["// not a comment", /\\/\\/ nor this/, "aws:kms", "two words"];',
      'z.string().describe("Short.");',
      'test.each(["x"])("fails if %s", () => {});',
      "// one",
      "// two",
    ].join("\n");
    expect(textsOf(inTypescript(source)).sort()).toEqual([
      "comment: A comment over two lines.",
      "comment: after it",
      "comment: an argument",
      "comment: one two",
      "description: Short.",
      "string: // not a comment",
      "string: The stack … has … alarms",
      "test name: fails if %s",
    ]);
    expect(textsOf(inTypescript(source, false)).filter((text) => text.startsWith("string"))).toEqual([]);
  });

  test("of TypeScript omit frozen texts, also as templates", () => {
    expect(inTypescript('const a = "Tasks of api say nothing";')).toEqual([]);
    expect(inTypescript("const a = `Tasks of ${name} say nothing`;")).toEqual([]);
    expect(inTypescript('const a = "Tasks of api say nothing new";')).toHaveLength(1);
  });

  test("of Markdown omit code and mask names", () => {
    const source =
      "# A title\n\nText with `mend` and\n[a link](mend.md).\n\n- one\n- two\n\n```sh\nmend\n```\n\n| a | b |\n| - | - |\n| c | d |\n";
    const passages = markdownPassages(source);
    expect(textsOf(passages)).toEqual([
      "heading: A title",
      "paragraph: Text with `mend` and [a link](mend.md).",
      ...["one", "two", "a", "b", "c", "d"].map((text) => `paragraph: ${text}`),
    ]);
    expect(lint("a.md", passages)).toEqual([]);
  });

  test("of Python are docstrings and comments", () => {
    const source = '"""A module\n\nof tests."""\nx = "# no"  # a comment\n# one\n# two\n\ndef f():\n    """Does it."""\n';
    expect(textsOf(pythonPassages(source))).toEqual(
      ["A module", "of tests.", "a comment", "one two", "Does it."].map((text) => `comment: ${text}`),
    );
  });

  test("of YAML and shell are comments and names", () => {
    expect(textsOf(yamlPassages("# one\n# two\nname: Deploy\njobs: # three\n"))).toEqual([
      "string: Deploy",
      "comment: one two",
      "comment: three",
    ]);
    expect(textsOf(hashComments('#!/bin/sh\n# one\necho "# no"\n'))).toEqual(["comment: one"]);
  });
});

describe("findings", () => {
  test("have the line of the match in a passage of several lines", () => {
    expect(lint("a.md", markdownPassages("First line\nand people are told.\n"))).toEqual([
      expect.objectContaining({ line: 2, rule: "told", excerpt: "First line and people are told." }),
    ]);
  });

  test("match across the end of a line", () => {
    expect(lint("a.ts", inTypescript("// changed by\n// hand"))).toEqual([expect.objectContaining({ line: 1, rule: "by-hand" })]);
  });

  test("include sentences that are too long, in documents only", () => {
    const long = `${"word ".repeat(MOST_WORDS)}end.`;
    expect(rulesIn(long)).toEqual(["long-sentence"]);
    expect(rulesIn(`${"word ".repeat(MOST_WORDS - 1)}end. ${"word ".repeat(5)}end.`)).toEqual([]);
    expect(lint("a.ts", inTypescript(`// ${long}`))).toEqual([]);
  });

  test("are listed with their places, and counted by rule and folder", () => {
    const finding: Finding = { path: "cli/guard/a.ts", line: 3, rule: "told", excerpt: "is told", use: "notified" };
    expect(formatFindings([finding])).toBe("cli/guard/a.ts:3: told: is told → use notified");
    expect(formatSummary([finding, { ...finding, path: "README.md" }])).toBe(
      ["2 findings", "", "By rule:", "     2  told", "", "By folder:", "     1  cli/guard", "     1  README.md"].join("\n"),
    );
  });
});

describe("a repository", () => {
  const root = mkdtempSync(join(tmpdir(), "terrace-prose-"));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    return file;
  };
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("is checked by kind of file, without frozen texts, snapshots and strings of tests", () => {
    write("test/fixtures/frozen/dev.json", JSON.stringify({ stack: { "aws_security_group.X description": "Tasks of api are told" } }));
    write(
      "test/fixtures/frozen/other-features.json",
      JSON.stringify({ other: { "aws_iam_policy description = All that may be told": "" } }),
    );
    const files = [
      write("cli/a.ts", 'const a = "Tasks of api are told"; const b = "All that may be told"; const c = "People will be told";'),
      write("test/a.ts", 'const c = "People will be told";'),
      write("test/__snapshots__/a.snap", "told"),
      write("docs/a.md", "Told."),
      write("local-aws/a.py", "# Told."),
      write(".github/workflows/a.yml", "# Told."),
      write(".ci/run", "# Told."),
    ];
    expect(checkProse(root, files).map(({ path }) => path)).toEqual([
      "cli/a.ts",
      "docs/a.md",
      "local-aws/a.py",
      ".github/workflows/a.yml",
      ".ci/run",
    ]);
  });
});

test("at most ten findings are allowed to stay", () => {
  expect(ALLOWED.length).toBeLessThanOrEqual(10);
});
