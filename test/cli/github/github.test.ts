import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { githubOf, listAll } from "../../../cli/github/client";
import { keepComment } from "../../../cli/github/comment";
import { keepIssue } from "../../../cli/github/issue";
import { branchOf, merged, propose, recall, type Proposal } from "../../../cli/github/propose";
import { planMarker } from "../../../cli/plan-comment/plan-comment";
import { run } from "../../../cli/process/run";
import { fakeGithub } from "../../support/fake-github";

const bot = { type: "Bot" };
const person = { type: "User" };
const text = "<!-- terrace:plan -->\n3 created";

describe("the comment of a pull request", () => {
  const comments = "GET /issues/12/comments";

  test("is made once", async () => {
    const { github, asked } = fakeGithub({ [comments]: [{ id: 1, body: "LGTM", user: person }] });
    expect(await keepComment(github, 12, text)).toBe("made");
    expect(asked).toEqual([{ method: "POST", path: "/issues/12/comments", body: { body: text } }]);
  });

  test("is renewed after that, and what people quote of it is left alone", async () => {
    const quoted = { id: 1, body: "> <!-- terrace:plan -->\nreally?", user: person };
    const { github, asked } = fakeGithub({ [comments]: [quoted, { id: 2, body: "<!-- terrace:plan -->\n1 created", user: bot }] });
    expect(await keepComment(github, 12, text)).toBe("renewed");
    expect(asked).toEqual([{ method: "PATCH", path: "/issues/comments/2", body: { body: text } }]);
  });

  test("is left where it says the same", async () => {
    const { github, asked } = fakeGithub({ [comments]: [{ id: 2, body: text, user: bot }] });
    expect([await keepComment(github, 12, text), asked]).toEqual(["left", []]);
  });

  test("of one environment never replaces the comment of another", async () => {
    const old = (id: number, environment: string) => ({ id, body: `${planMarker(environment)}\nold`, user: bot });
    const { github, asked } = fakeGithub({ [comments]: [old(2, "prod2"), old(3, "staging"), old(4, "prod")] });
    const text = `${planMarker("prod")}\nnew`;
    expect(await keepComment(github, 12, text)).toBe("renewed");
    expect(asked).toEqual([{ method: "PATCH", path: "/issues/comments/4", body: { body: text } }]);
    expect(await keepComment(github, 12, `${planMarker("dev")}\nnew`)).toBe("made");
  });

  test("needs a marker", async () => {
    await expect(keepComment(fakeGithub({}).github, 12, "3 created")).rejects.toThrow("no marker");
  });
});

describe("the issue of a title", () => {
  const title = "Drift in prod";
  const open = (body: string) => ({ "GET /issues?state=open": [{ number: 5, title, body, user: bot }] });
  const none = { "GET /issues?state=open": [{ number: 4, title, body: "mine", user: person }] };

  test.each([
    ["opened", none, "2 differ", [{ method: "POST", path: "/issues", body: { title, body: "2 differ" } }]],
    ["renewed", open("1 differs"), "2 differ", [{ method: "PATCH", path: "/issues/5", body: { body: "2 differ" } }]],
    ["left", open("2 differ"), "2 differ", []],
    ["left", none, "", []],
    [
      "closed",
      open("2 differ"),
      " \n",
      [
        { method: "POST", path: "/issues/5/comments", body: { body: "It has passed: nothing was found this time." } },
        { method: "PATCH", path: "/issues/5", body: { state: "closed", state_reason: "completed" } },
      ],
    ],
  ])("is %s", async (outcome, answers, body, changes) => {
    const { github, asked } = fakeGithub(answers);
    expect([await keepIssue(github, title, body), asked]).toEqual([outcome, changes]);
  });
});

describe("a proposal", () => {
  const file = "environments/evacuated.json";
  const proposal: Proposal = {
    title: "prod leaves eu-west-1",
    environment: "prod",
    file,
    text: '{"dev": ["x"], "prod": ["eu-west-1"]}',
    regions: ["us-east-1", "eu-west-1", "ap-southeast-2"],
  };
  const { regions } = proposal;
  const open = (branch: string) => [{ number: 8, html_url: "https://github.com/o/r/pull/8", head: { ref: branch, repo: { fork: false } } }];
  const theirs = '{\n  "dev": [],\n  "prod": []\n}\n';
  const answers = {
    "GET ": { default_branch: "main" },
    [`GET /contents/${file}?ref=main`]: { sha: "f", content: Buffer.from(theirs).toString("base64") },
    "GET /git/ref/heads/main": { object: { sha: "c1" } },
    "GET /git/commits/c1": { tree: { sha: "t1" } },
    "POST /git/trees": { sha: "t2" },
    "POST /git/commits": { sha: "c2" },
    "GET /pulls?state=open": [],
    "POST /pulls": { html_url: "https://github.com/o/r/pull/9" },
  };
  const branch = "propose/prod-evacuated";
  /** The proposal's commit, and the one that it was made on. */
  const parent = {
    [`GET /git/ref/heads/${branch}`]: { object: { sha: "c2" } },
    "GET /git/commits/c2": { parents: [{ sha: "c0" }] },
    [`GET /contents/${file}?ref=c0`]: { content: Buffer.from(theirs).toString("base64") },
  };

  test("changes the environment's entry alone: the branch may have gone on since the tag", () => {
    expect(merged(proposal, theirs)).toBe('{\n  "dev": [],\n  "prod": ["eu-west-1"]\n}\n');
  });

  test.each([
    [{ ...proposal, file: "package.json" }, "No command writes package.json"],
    [{ ...proposal, environment: "test" }, "does not know the environment test"],
  ])("%j is refused", (wrong, problem) => {
    expect(() => merged(wrong, theirs)).toThrow(problem);
  });

  test("is a commit on the default branch, a branch and a pull request", async () => {
    const { github, asked } = fakeGithub(answers);
    expect(await propose(github, proposal)).toEqual({ outcome: "proposed", url: "https://github.com/o/r/pull/9" });
    expect(branchOf(proposal)).toBe(branch);
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /git/trees",
      "POST /git/commits",
      "POST /git/refs",
      "POST /pulls",
    ]);
    expect(asked[1]?.body).toEqual({ message: proposal.title, tree: "t2", parents: ["c1"] });
  });

  test("a second one takes the place of the first", async () => {
    const { github, asked } = fakeGithub({ ...answers, "POST /git/refs": 422, "GET /pulls?state=open": open(branch) });
    expect(await propose(github, proposal)).toEqual({ outcome: "proposed", url: "https://github.com/o/r/pull/8" });
    expect(asked.at(-1)).toEqual({ method: "PATCH", path: `/git/refs/heads/${branch}`, body: { sha: "c2", force: true } });
  });

  test("is none where the branch says so already", async () => {
    const { github, asked } = fakeGithub(answers);
    expect([await propose(github, { ...proposal, text: theirs }), asked]).toEqual([{ outcome: "nothing" }, []]);
  });

  test.each([theirs, '{ "dev": [], "prod": [] }\n'])(
    "is withdrawn where the branch says so already: a region that came back before it was merged is not evacuated again (%j)",
    async (there) => {
      const content = Buffer.from(there).toString("base64");
      const { github, asked } = fakeGithub({
        ...answers,
        [`GET /contents/${file}?ref=main`]: { content },
        "GET /pulls?state=open": open(branch),
      });
      expect(await propose(github, { ...proposal, text: theirs })).toEqual({ outcome: "withdrawn", url: "https://github.com/o/r/pull/8" });
      expect(asked).toEqual([{ method: "PATCH", path: "/pulls/8", body: { state: "closed" } }]);
    },
  );

  test("says nothing of a region that its commit does not have: the branch is about to add it", async () => {
    const there = '{"dev": [], "prod": ["sa-east-1"]}';
    expect(merged(proposal, there)).toBe('{\n  "dev": [],\n  "prod": ["eu-west-1", "sa-east-1"]\n}\n');
    const content = Buffer.from('{"prod": ["eu-west-1", "sa-east-1"]}').toString("base64");
    const { github } = fakeGithub({ ...answers, [`GET /contents/${file}?ref=main`]: { content } });
    expect(await recall(github, { environment: "prod", file, text: theirs, regions })).toBe(
      '{\n  "dev": [],\n  "prod": ["eu-west-1"]\n}\n',
    );
  });

  test.each([
    ["the default branch", [], "main", "ap-southeast-2"],
    ["an open proposal", [{ html_url: "u", head: { ref: branch, repo: { fork: false } } }], branch, "eu-west-1"],
    ["not a fork's branch of that name", [{ html_url: "u", head: { ref: branch, repo: { fork: true } } }], "main", "us-east-1"],
  ])("what was written last is taken from %s, for a command that runs from a tag", async (_, pulls, ref, region) => {
    const content = Buffer.from(JSON.stringify({ dev: ["later"], prod: [region] })).toString("base64");
    const { github } = fakeGithub({
      ...answers,
      ...parent,
      "GET /pulls?state=open": pulls,
      [`GET /contents/${file}?ref=${ref}`]: { content },
    });
    expect(await recall(github, { environment: "prod", file, text: theirs, regions })).toBe(
      `{\n  "dev": [],\n  "prod": ["${region}"]\n}\n`,
    );
  });

  test.each([
    ["what a proposal adds, beside what the branch has got since", ["eu-west-1"], [], ["us-east-1"], ["eu-west-1", "us-east-1"]],
    ["what it takes away, though the branch has it still", [], ["eu-west-1"], ["eu-west-1", "us-east-1"], ["us-east-1"]],
  ])("%s, is what is now", async (_, proposed, before, now, expected) => {
    const content = (prod: readonly string[]) => ({ content: Buffer.from(JSON.stringify({ prod })).toString("base64") });
    const at = (ref: string) => `GET /contents/${file}?ref=${ref}`;
    const { github } = fakeGithub({
      ...answers,
      ...parent,
      "GET /pulls?state=open": open(branch),
      [at(branch)]: content(proposed),
      [at("c0")]: content(before),
      [at("main")]: content(now),
    });
    const text = await recall(github, { environment: "prod", file, text: theirs, regions });
    expect(JSON.parse(text)).toEqual({ dev: [], prod: expected });
  });

  test("fails where GitHub refuses the branch for another reason", async () => {
    const { github } = fakeGithub({ ...answers, "POST /git/refs": 403 });
    await expect(propose(github, proposal)).rejects.toThrow("POST /git/refs");
  });
});

describe("over HTTP", () => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const page = Number(new URL(request.url ?? "", "http://localhost").searchParams.get("page"));
    if (request.method === "POST") response.writeHead(403).end('{"message": "Resource not accessible by integration"}');
    else response.end(JSON.stringify(Array.from({ length: page === 1 ? 100 : 3 }, (_, id) => id)));
  });
  const env: NodeJS.ProcessEnv = { GITHUB_TOKEN: "t0ken", GITHUB_REPOSITORY: "o/r" };
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    env.GITHUB_API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((done) => server.close(done)));

  test("all pages of a list are read, with the workflow's token", async () => {
    expect(await listAll(githubOf(env), "/issues?state=open")).toHaveLength(103);
    expect(requests.map(({ url }) => url)).toEqual([1, 2].map((page) => `/repos/o/r/issues?state=open&per_page=100&page=${page}`));
    expect(requests[0]?.headers).toMatchObject({ authorization: "Bearer t0ken", accept: "application/vnd.github+json" });
  });

  test("a refusal says what was refused, why, and how to mend it; never the token", async () => {
    const refusal = githubOf(env).request("POST", "/issues", {});
    await expect(refusal).rejects.toThrow(/^GitHub refused POST \/issues: 403 Resource not accessible[^]*`permissions`/);
    await expect(refusal).rejects.not.toThrow("t0ken");
  });

  test("outside of a workflow it says what is missing", () => {
    expect(() => githubOf({})).toThrow("GITHUB_TOKEN and GITHUB_REPOSITORY are not set");
  });
});

describe("npm run github", () => {
  const folder = mkdtempSync(join(tmpdir(), "github-"));
  const [plan, other, summary] = ["plan.md", "other.md", "summary.md"].map((name) => join(folder, name)) as [string, string, string];
  const posted: { readonly url?: string; readonly body: unknown }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      if (request.method === "POST") posted.push({ url: request.url ?? "", body: JSON.parse(body) });
      response.end(request.method === "GET" ? "[]" : "{}");
    });
  });
  beforeAll(async () => {
    writeFileSync(plan, `${text}\n`);
    writeFileSync(other, "<!-- terrace:plan -->\n2 changed\n");
    writeFileSync(summary, "before\n");
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(() => new Promise((done) => server.close(done)));

  const github = (...args: string[]) =>
    run(process.execPath, ["tools/run.cjs", "cli/commands/github.ts", ...args], {
      cwd: join(__dirname, "../../.."),
      env: {
        ...process.env,
        GITHUB_TOKEN: "t0ken",
        GITHUB_REPOSITORY: "o/r",
        GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        GITHUB_STEP_SUMMARY: summary,
      },
    });

  test("several files are one comment", async () => {
    expect(await github("comment", "--pull-request", "12", plan, join(folder, "missing.md"), other)).toMatchObject({
      code: 0,
      stdout: "The comment was made.\n",
    });
    expect(posted).toEqual([{ url: "/repos/o/r/issues/12/comments", body: { body: `${text}\n\n<!-- terrace:plan -->\n2 changed` } }]);
  });

  test("a file is put on the page of the run, behind what is there", async () => {
    expect((await github("summary", plan)).code).toBe(0);
    expect(readFileSync(summary, "utf8")).toBe(`before\n${text}\n`);
  });

  test.each([
    [["issue", "--title", "Drift in prod", join(folder, "missing.md")], "what writes it has failed"],
    [["issue", plan], "Which title has the issue?"],
    [["comment", plan], '"" is no number of a pull request'],
    [["propose", "--environment", "prod", "--title", "x", join(folder, "missing.json")], "There is no file"],
    [["shout", plan], 'What is "shout"?'],
    [[], "Which of comment, issue, propose, latest, checksum, summary?"],
  ])("%j is refused, and nobody is told", async (args, problem) => {
    const before = posted.length;
    expect(await github(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining(problem) });
    expect(posted).toHaveLength(before);
  });

  test.each([
    ["checksum", ""],
    ["sum", "`npm run github -- sum` was renamed to `npm run github -- checksum`. The old name works for one more version.\n"],
  ])("%s prints the SHA-256 of a file as a step output of the same name", async (name, stderr) => {
    const stdout = `${name}=${createHash("sha256").update(`${text}\n`).digest("hex")}\n`;
    expect(await github(name, plan)).toEqual({ code: 0, stdout, stderr });
  });

  test.each([
    ["latest", ""],
    ["recall", "`npm run github -- recall` was renamed to `npm run github -- latest`. The old name works for one more version.\n"],
  ])("%s requires a file with an entry for each environment", async (name, note) => {
    const { code, stderr } = await github(name, "--environment", "prod", join(folder, "missing.json"));
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${note}\\s*There is no file`));
  });

  test("an issue without a file has passed: none is opened for it", async () => {
    expect((await github("issue", "--title", "Drift in prod")).stdout).toBe("The issue was left.\n");
  });
});
