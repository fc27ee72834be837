import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { githubOf, listAll } from "../../../cli/github/client";
import { keepComment } from "../../../cli/github/comment";
import { keepIssue } from "../../../cli/github/issue";
import { branchOf, merged, propose, withLatestEntry, type Proposal } from "../../../cli/github/propose";
import { planMarker } from "../../../cli/plan-comment/plan-comment";
import { run } from "../../../cli/process/run";
import { fakeGithub } from "../../support/fake-github";
import { fixtureProject } from "../../support/fixture-project";

const bot = { type: "Bot" };
const person = { type: "User" };
const text = "<!-- terrace-plan -->\n3 created";

describe("keepComment()", () => {
  const comments = "GET /issues/12/comments";

  test("creates the comment", async () => {
    const { github, calls } = fakeGithub({ [comments]: [{ id: 1, body: "LGTM", user: person }] });
    expect(await keepComment(github, 12, text)).toBe("created");
    expect(calls).toEqual([{ method: "POST", path: "/issues/12/comments", body: { body: text } }]);
  });

  test("updates the comment, and ignores quotes of it by people", async () => {
    const quoted = { id: 1, body: "> <!-- terrace-plan -->\nreally?", user: person };
    const { github, calls } = fakeGithub({ [comments]: [quoted, { id: 2, body: "<!-- terrace-plan -->\n1 created", user: bot }] });
    expect(await keepComment(github, 12, text)).toBe("updated");
    expect(calls).toEqual([{ method: "PATCH", path: "/issues/comments/2", body: { body: text } }]);
  });

  test("makes no change if the text is the same", async () => {
    const { github, calls } = fakeGithub({ [comments]: [{ id: 2, body: text, user: bot }] });
    expect([await keepComment(github, 12, text), calls]).toEqual(["unchanged", []]);
  });

  test("never replaces the comment of another environment", async () => {
    const old = (id: number, environment: string) => ({ id, body: `${planMarker(environment)}\nold`, user: bot });
    const { github, calls } = fakeGithub({ [comments]: [old(2, "prod2"), old(3, "staging"), old(4, "prod")] });
    const text = `${planMarker("prod")}\nnew`;
    expect(await keepComment(github, 12, text)).toBe("updated");
    expect(calls).toEqual([{ method: "PATCH", path: "/issues/comments/4", body: { body: text } }]);
    expect(await keepComment(github, 12, `${planMarker("dev")}\nnew`)).toBe("created");
  });

  test("requires a marker", async () => {
    await expect(keepComment(fakeGithub({}).github, 12, "3 created")).rejects.toThrow("no marker");
  });
});

describe("keepIssue()", () => {
  const title = "Drift in prod";
  const open = (body: string) => ({ "GET /issues?state=open": [{ number: 5, title, body, user: bot }] });
  const none = { "GET /issues?state=open": [{ number: 4, title, body: "mine", user: person }] };

  test.each([
    ["opened", none, "2 differ", [{ method: "POST", path: "/issues", body: { title, body: "2 differ" } }]],
    ["updated", open("1 differs"), "2 differ", [{ method: "PATCH", path: "/issues/5", body: { body: "2 differ" } }]],
    ["unchanged", open("2 differ"), "2 differ", []],
    ["unchanged", none, "", []],
    [
      "closed",
      open("2 differ"),
      " \n",
      [
        { method: "POST", path: "/issues/5/comments", body: { body: "Resolved: this run found nothing." } },
        { method: "PATCH", path: "/issues/5", body: { state: "closed", state_reason: "completed" } },
      ],
    ],
  ])("returns %s", async (outcome, answers, body, changes) => {
    const { github, calls } = fakeGithub(answers);
    expect([await keepIssue(github, title, body), calls]).toEqual([outcome, changes]);
  });
});

describe("propose()", () => {
  const file = "environments/evacuated.json";
  const proposal: Proposal = {
    title: "Evacuate eu-west-1 of prod",
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
  /** The proposal's commit and its parent. */
  const parent = {
    [`GET /git/ref/heads/${branch}`]: { object: { sha: "c2" } },
    "GET /git/commits/c2": { parents: [{ sha: "c0" }] },
    [`GET /contents/${file}?ref=c0`]: { content: Buffer.from(theirs).toString("base64") },
  };

  test("changes only the entry of the environment, because the branch may have moved on since the tag", () => {
    expect(merged(proposal, theirs)).toBe('{\n  "dev": [],\n  "prod": ["eu-west-1"]\n}\n');
  });

  test.each([
    [{ ...proposal, file: "package.json" }, "No command writes package.json"],
    [{ ...proposal, environment: "test" }, "has no entry for the environment test"],
  ])("rejects %j", (wrong, problem) => {
    expect(() => merged(wrong, theirs)).toThrow(problem);
  });

  test("creates a commit on the default branch, a branch and a pull request", async () => {
    const { github, calls } = fakeGithub(answers);
    expect(await propose(github, proposal)).toEqual({ outcome: "proposed", url: "https://github.com/o/r/pull/9" });
    expect(branchOf(proposal)).toBe(branch);
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /git/trees",
      "POST /git/commits",
      "POST /git/refs",
      "POST /pulls",
    ]);
    expect(calls[1]?.body).toEqual({ message: proposal.title, tree: "t2", parents: ["c1"] });
  });

  test("replaces an earlier open proposal", async () => {
    const { github, calls } = fakeGithub({ ...answers, "POST /git/refs": 422, "GET /pulls?state=open": open(branch) });
    expect(await propose(github, proposal)).toEqual({ outcome: "proposed", url: "https://github.com/o/r/pull/8" });
    expect(calls.at(-1)).toEqual({ method: "PATCH", path: `/git/refs/heads/${branch}`, body: { sha: "c2", force: true } });
  });

  test("makes no change if the default branch already has the entry", async () => {
    const { github, calls } = fakeGithub(answers);
    expect([await propose(github, { ...proposal, text: theirs }), calls]).toEqual([{ outcome: "nothing" }, []]);
  });

  test.each([theirs, '{ "dev": [], "prod": [] }\n'])(
    "closes an earlier proposal if the default branch already has the entry, so that a restored region is not evacuated again (%j)",
    async (there) => {
      const content = Buffer.from(there).toString("base64");
      const { github, calls } = fakeGithub({
        ...answers,
        [`GET /contents/${file}?ref=main`]: { content },
        "GET /pulls?state=open": open(branch),
      });
      expect(await propose(github, { ...proposal, text: theirs })).toEqual({ outcome: "withdrawn", url: "https://github.com/o/r/pull/8" });
      expect(calls).toEqual([{ method: "PATCH", path: "/pulls/8", body: { state: "closed" } }]);
    },
  );

  test("keeps regions of the default branch that the proposal's commit does not have", async () => {
    const there = '{"dev": [], "prod": ["sa-east-1"]}';
    expect(merged(proposal, there)).toBe('{\n  "dev": [],\n  "prod": ["eu-west-1", "sa-east-1"]\n}\n');
    const content = Buffer.from('{"prod": ["eu-west-1", "sa-east-1"]}').toString("base64");
    const { github } = fakeGithub({ ...answers, [`GET /contents/${file}?ref=main`]: { content } });
    expect(await withLatestEntry(github, { environment: "prod", file, text: theirs, regions })).toBe(
      '{\n  "dev": [],\n  "prod": ["eu-west-1"]\n}\n',
    );
  });

  test.each([
    ["the default branch", [], "main", "ap-southeast-2"],
    ["an open proposal", [{ html_url: "u", head: { ref: branch, repo: { fork: false } } }], branch, "eu-west-1"],
    ["not a fork's branch of that name", [{ html_url: "u", head: { ref: branch, repo: { fork: true } } }], "main", "us-east-1"],
  ])("withLatestEntry() uses %s, for a command that runs from a tag", async (_, pulls, ref, region) => {
    const content = Buffer.from(JSON.stringify({ dev: ["later"], prod: [region] })).toString("base64");
    const { github } = fakeGithub({
      ...answers,
      ...parent,
      "GET /pulls?state=open": pulls,
      [`GET /contents/${file}?ref=${ref}`]: { content },
    });
    expect(await withLatestEntry(github, { environment: "prod", file, text: theirs, regions })).toBe(
      `{\n  "dev": [],\n  "prod": ["${region}"]\n}\n`,
    );
  });

  test.each([
    ["additions of a proposal, next to later regions of the branch", ["eu-west-1"], [], ["us-east-1"], ["eu-west-1", "us-east-1"]],
    ["removals of a proposal, although the branch still has the region", [], ["eu-west-1"], ["eu-west-1", "us-east-1"], ["us-east-1"]],
  ])("withLatestEntry() applies %s", async (_, proposed, before, now, expected) => {
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
    const text = await withLatestEntry(github, { environment: "prod", file, text: theirs, regions });
    expect(JSON.parse(text)).toEqual({ dev: [], prod: expected });
  });

  test("fails if GitHub rejects the branch for another reason", async () => {
    const { github } = fakeGithub({ ...answers, "POST /git/refs": 403 });
    await expect(propose(github, proposal)).rejects.toThrow("POST /git/refs");
  });
});

describe("the GitHub client", () => {
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

  test("reads all pages of a list with the workflow's token", async () => {
    expect(await listAll(githubOf(env), "/issues?state=open")).toHaveLength(103);
    expect(requests.map(({ url }) => url)).toEqual([1, 2].map((page) => `/repos/o/r/issues?state=open&per_page=100&page=${page}`));
    expect(requests[0]?.headers).toMatchObject({ authorization: "Bearer t0ken", accept: "application/vnd.github+json" });
  });

  test("reports a rejected request with its reason and fix, without the token", async () => {
    const refusal = githubOf(env).request("POST", "/issues", {});
    await expect(refusal).rejects.toThrow(/^GitHub rejected POST \/issues: 403 Resource not accessible[^]*`permissions`/);
    await expect(refusal).rejects.not.toThrow("t0ken");
  });

  test("reports missing variables outside of a workflow", () => {
    expect(() => githubOf({})).toThrow("GITHUB_TOKEN and GITHUB_REPOSITORY are not set");
  });
});

describe("terrace ci", () => {
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
    writeFileSync(other, "<!-- terrace-plan -->\n2 changed\n");
    writeFileSync(summary, "before\n");
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(() => new Promise((done) => server.close(done)));

  const repository = join(__dirname, "../../..");
  const project = fixtureProject();
  afterAll(() => rmSync(project, { recursive: true, force: true }));
  const terrace = (...args: string[]) => start([join(repository, "bin/terrace.cjs"), "ci", ...args], project);
  /** An earlier script of package.json. */
  const script = (...args: string[]) => start([join(repository, "tools/run.cjs"), "tools/former-name.ts", ...args], project);
  const start = (args: readonly string[], cwd: string) =>
    run(process.execPath, args, {
      cwd,
      env: {
        ...process.env,
        GITHUB_TOKEN: "t0ken",
        GITHUB_REPOSITORY: "o/r",
        GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        GITHUB_STEP_SUMMARY: summary,
      },
    });

  test("joins several files into one comment", async () => {
    expect(await terrace("comment", "12", plan, join(folder, "missing.md"), other)).toMatchObject({
      code: 0,
      stdout: "Comment: created.\n",
    });
    expect(posted).toEqual([{ url: "/repos/o/r/issues/12/comments", body: { body: `${text}\n\n<!-- terrace-plan -->\n2 changed` } }]);
  });

  test("appends a file to the summary of the run", async () => {
    expect((await terrace("summary", plan)).code).toBe(0);
    expect(readFileSync(summary, "utf8")).toBe(`before\n${text}\n`);
  });

  test.each([[["issue", "--title", "Drift in prod", join(folder, "missing.md")], "the step that writes it has failed"]])(
    "rejects %j and sends no request",
    async (args, problem) => {
      const before = posted.length;
      expect(await terrace(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining(problem) });
      expect(posted).toHaveLength(before);
    },
  );

  test.each([
    [["issue", plan], "Required option '--title <title>' not specified."],
    [["comment", plan], "Invalid pull request number"],
    [["propose", "prod", "--title", "x", join(folder, "missing.json")], "allowed   a file that exists"],
    [["shout", plan], "Unknown command 'shout'"],
    [[], "Usage:\n  npx --no-install terrace ci <verb>"],
  ])("reports the usage of %j, with exit code 2, and sends no request", async (args, problem) => {
    const before = posted.length;
    expect(await terrace(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(problem) });
    expect(posted).toHaveLength(before);
  });

  const sha = createHash("sha256").update(`${text}\n`).digest("hex");
  const renamed = (verb: string) =>
    `\`npm run tell\` was renamed to \`npx --no-install terrace ${verb}\`. The old name works for one more version.\n`;

  test("checksum prints the SHA-256 of a file as a step output", async () => {
    expect(await terrace("checksum", plan)).toEqual({ code: 0, stdout: `checksum=${sha}\n`, stderr: "" });
  });

  test("the earlier script `tell sum` prints the step output of its own name", async () => {
    expect(await script("tell", "sum", plan)).toEqual({ code: 0, stdout: `sum=${sha}\n`, stderr: renamed("ci checksum") });
  });

  test("latest requires a file with an entry for each environment", async () => {
    const { code, stderr } = await terrace("latest", "prod", join(folder, "missing.json"));
    expect([code, stderr]).toEqual([2, expect.stringContaining("allowed   a file that exists")]);
  });

  test("the earlier script `tell recall` requires it too", async () => {
    const { code, stderr } = await script("tell", "recall", "--environment", "prod", join(folder, "missing.json"));
    expect([code, stderr]).toEqual([2, expect.stringContaining(renamed("ci latest"))]);
    expect(stderr).toContain("allowed   a file that exists");
  });

  test("opens no issue without a file", async () => {
    expect((await terrace("issue", "--title", "Drift in prod")).stdout).toBe("Issue: unchanged.\n");
  });
});
