import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load as parseYaml } from "js-yaml";
import { lintWorkflows, provideActionlint } from "../tools/checks/actionlint";
import { lintShell, provideShellcheck } from "../tools/checks/shellcheck";
import { pathsOf } from "../cli/paths";
import { ACTIONLINT } from "./support/actionlint";
import { testsWith } from "./support/optional-program";
import { parsedVerb, valueOf } from "./support/scripts";
import { type Job, jobsOf, verbRuns, workflowFiles, type Step } from "./support/workflows";
import { environments } from "./fixtures/environments/photofeed";

const root = join(__dirname, "..");
const files = workflowFiles(root);
const jobs = jobsOf(files);
const jobNamed = (wanted: string) => jobs.find(({ name }) => name === wanted)?.job ?? {};
/** Whether a job changes a deployed environment. */
const deploys = (job: Job) => verbRuns(job, VARIABLES).some(({ words }) => /^(deploy|preview|region) /.test(words.join(" ")));
const withSteps = jobs.filter(({ job }) => job.uses === undefined);
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
const actions = readdirSync(join(root, ".github/actions")).map((name) => {
  const text = readFileSync(join(root, ".github/actions", name, "action.yml"), "utf8");
  return { file: name, text, steps: (parseYaml(text) as { runs: { steps: Step[] } }).runs.steps };
});

/** Sample values of the variables in steps. */
const VARIABLES = {
  ENVIRONMENT_NAME: "prod",
  PULL_REQUEST: "12",
  REGIONS: "eu-west-1 ap-southeast-2",
  BACK: "--back",
  IMAGES: `api=sha256:${"a".repeat(64)}`,
  FROM: "staging",
  BASE: "origin/main",
  DESPITE: "--despite-alarms",
  AGAIN: "--again",
  PLANS: "a".repeat(64),
  GITHUB_REF_NAME: "v1.4.1",
};

describe("actionlint", () => {
  const { test: lintTest, program } = testsWith(ACTIONLINT("lint of the workflows"));

  lintTest("reports no finding in any workflow", async () => {
    expect(files.length).toBeGreaterThan(7);
    expect(await lintWorkflows(program, root)).toEqual([]);
  });

  lintTest.each([
    ["an unknown key", "    run-on: ubuntu-24.04\n    runs-on: ubuntu-24.04", 'unexpected key "run-on"'],
    ["an output that no step sets", "    runs-on: ubuntu-24.04\n    env: {A: '${{ steps.none.outputs.b }}'}", "steps"],
    ["a runner that does not exist", "    runs-on: ubuntu-1.0", "ubuntu-1.0"],
  ])("reports %s", async (_, lines, problem) => {
    const file = join(mkdtempSync(join(tmpdir(), "workflow-")), "wrong.yml");
    writeFileSync(file, `on: push\njobs:\n  one:\n${lines}\n    steps: [{run: 'true'}]\n`);
    expect((await lintWorkflows(program, root, [file])).join("\n")).toContain(problem);
  });

  test("explains how to install actionlint if it and Go are missing", async () => {
    const home = mkdtempSync(join(tmpdir(), "home-"));
    await expect(provideActionlint({ root, home }, () => Promise.resolve(undefined))).rejects.toThrow(
      /actionlint was not found[^]*found {5}no actionlint, no Go\n {2}fix:/,
    );
  });
});

describe("shell commands", () => {
  const stepsOf = ({ steps = [] }: Job, name: string) => steps.map((step, index) => ({ ...step, name: `${name} ${index}` }));
  const steps = [
    ...withSteps.flatMap(({ name, job }) => stepsOf(job, name)),
    ...actions.flatMap(({ file, steps: own }) => stepsOf({ steps: own }, file)),
  ];
  const scripts = Object.fromEntries(steps.flatMap(({ name, run }) => (run === undefined ? [] : [[name, run]])));
  let program = "";
  beforeAll(async () => {
    program = await provideShellcheck(pathsOf(root));
  }, 300_000);

  test("ShellCheck reports no finding, such as an unquoted variable, in any step of a workflow or action", async () => {
    expect(Object.keys(scripts).length).toBeGreaterThan(30);
    expect(await lintShell(program, scripts)).toEqual([]);
  });

  test.each([
    ["npx --no-install terrace region evacuate $REGIONS", "[SC2086]"],
    ["npx --no-install terrace deploy $DESPITE", "[SC2086]"],
    ["npx --no-install terrace deploy $(cat plans)", "[SC2046]"],
    ["number=1; npx --no-install terrace ci comment $number", "[SC2248]"],
    ["npx --no-install terrace region evacuate ${regions[@]}", "[SC2068]"],
  ])("ShellCheck reports %s", async (script, finding) => {
    expect((await lintShell(program, { "a.yml job 0": script })).join("\n")).toMatch(
      new RegExp(`^a\\.yml job 0:.*${finding.replace(/[[\]]/g, "\\$&")}`, "m"),
    );
  });

  test("commands contain no GitHub expression: user input is passed in variables", () => {
    expect(Object.entries(scripts).filter(([, run]) => run.includes("${{"))).toEqual([]);
  });

  test("packages are installed without running their scripts", () => {
    const installs = Object.values(scripts).flatMap(
      (run) => run.match(/\b(npm (ci|i|install|exec|rebuild)|npx(?! --no-install terrace )|yarn|pnpm)\b.*/g) ?? [],
    );
    expect(installs).toEqual(["npm ci --ignore-scripts"]);
  });
});

describe("workflows contain no key and give third-party code no permission", () => {
  test("no workflow reads a secret or an AWS access key", () => {
    const texts = [...files, ...actions];
    expect(
      texts.filter(({ text }) => /\bsecrets\s*[.[]|secrets: inherit|aws-access-key|aws-secret/i.test(text)).map(({ file }) => file),
    ).toEqual([]);
  });

  test("no trigger runs third-party code with the permissions of the repository", () => {
    const events = files.flatMap(({ workflow }) => Object.keys(workflow.on));
    expect(events).toContain("pull_request");
    expect(events.filter((event) => ["pull_request_target", "workflow_run", "issue_comment"].includes(event))).toEqual([]);
  });

  test("jobs for pull requests assume a role only for branches of this repository, not for forks", () => {
    const open = jobs.filter(
      ({ job, workflow }) =>
        "pull_request" in workflow.on &&
        (job.permissions?.["id-token"] !== undefined || job.environment !== undefined) &&
        !job.if?.includes("github.event.pull_request.head.repo.full_name == github.repository"),
    );
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  test("workflows have no permissions, and each job declares its own", () => {
    expect(files.filter(({ workflow }) => JSON.stringify(workflow.permissions) !== "{}").map(({ file }) => file)).toEqual([]);
    const rights = [...new Set(jobs.flatMap(({ job }) => Object.entries(job.permissions ?? {}).map((right) => right.join(": "))))];
    expect(rights.sort()).toEqual([
      "contents: read",
      "contents: write",
      "id-token: write",
      "issues: write",
      "pull-requests: read",
      "pull-requests: write",
    ]);
    expect(jobs.filter(({ job }) => job.permissions === undefined).map(({ name }) => name)).toEqual([]);
  });

  test("only jobs that assume a role can request an OIDC token", () => {
    const takesRole = ({ steps = [] }: { steps?: readonly Step[] }) => steps.some((step) => step.with?.role !== undefined);
    const wrong = withSteps.filter(({ job }) => (job.permissions?.["id-token"] === "write") !== takesRole(job));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test("checkouts do not persist their token", () => {
    const checkouts = withSteps.flatMap(({ name, job }) =>
      (job.steps ?? []).filter(({ uses }) => uses?.startsWith("actions/checkout@")).map((step) => ({ name, step })),
    );
    expect(checkouts.length).toBeGreaterThanOrEqual(withSteps.length);
    expect(checkouts.filter(({ step }) => step.with?.["persist-credentials"] !== false).map(({ name }) => name)).toEqual([]);
  });

  test("actions are pinned to one commit each, with the version in a comment", () => {
    const uses = [...files, ...actions].flatMap(({ text }) => [...text.matchAll(/uses: (\S+)(?: # (\S+))?/g)]);
    const foreign = uses.filter(([, name = ""]) => !name.startsWith("./"));
    expect(foreign.filter(([, name = "", version = ""]) => !/@[0-9a-f]{40}$/.test(name) || !/^v\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    const names = new Set(foreign.map(([, name = ""]) => name));
    expect(names.size).toBe(new Set([...names].map((name) => name.split("@")[0])).size);
    const ours = uses.map(([, name = ""]) => name).filter((name) => name.startsWith("./"));
    expect(ours.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });
});

describe("workflows are thin", () => {
  const runs = withSteps.flatMap(({ name, job }) => (job.steps ?? []).flatMap(({ run }) => (run === undefined ? [] : [{ name, run }])));

  test("each step runs one verb or script, which also runs without GitHub", () => {
    expect(runs.length).toBeGreaterThan(20);
    const withoutLists = runs.map(({ name, run }) => ({
      name,
      run: run.trim().replace(/^read -ra [a-z]+ <<< "\$\{[A-Z]+\/\/\$'\\n'\/ \}"\n/, ""),
    }));
    const thick = withoutLists.filter(
      ({ run }) => !/^(npm (test|run [\w:-]+( -- .*)?)|npx --no-install terrace [a-z][^|&;<>]*( >> "\$GITHUB_OUTPUT")?)$/.test(run),
    );
    expect(thick).toEqual([]);
  });

  test("lists in inputs are split into words, and the shell interprets nothing else in them", () => {
    const given = { ...VARIABLES, REGIONS: "eu-west-1  *\n$(id)\n", BACK: "", IMAGES: "", AGAIN: "" };
    const argsOf = (name: string, verb: string) =>
      verbRuns(jobNamed(name), given)
        .find(({ words }) => words.join(" ").startsWith(`${verb} `))
        ?.words.slice(2);
    expect(argsOf("evacuate.yml evacuate", "region evacuate")).toEqual(["--environment", "prod", "--yes", "eu-west-1", "*", "$(id)"]);
    expect(argsOf("release.yml propose", "release promote")).toEqual(["prod", "--from", "staging"]);
    expect(argsOf("deploy-tag.yml plan", "ci verify-tag")).toEqual(["--environment", "prod", "v1.4.1"]);
  });

  const verbs = withSteps.flatMap(({ name, job }) => verbRuns(job, VARIABLES).map((run) => ({ name, ...run })));

  test("every script exists", () => {
    const named = runs.flatMap(({ run }) => [...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script = ""]) => script));
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
    expect(verbs.length).toBeGreaterThan(25);
  });

  test.each(verbs)("$name: terrace $words is parsed", ({ words }) => {
    const given = parsedVerb(words);
    const known = [...Object.keys(environments), "pull12", ""];
    expect(known).toContain(valueOf(given, "environment"));
  });
});

describe("deployments of one environment never run at the same time", () => {
  const deploying = jobs.filter(({ job }) => deploys(job));
  const callers = jobs.filter(({ job }) => job.uses === "./.github/workflows/deploy-tag.yml");

  test("each deployment waits for the others, and none is canceled or dropped", () => {
    const alone = [...deploying, ...callers].filter(({ name }) => !/^deploy-tag.yml|expired$/.test(name));
    expect(alone.length).toBeGreaterThan(5);
    for (const { job, workflow } of alone)
      expect(job.concurrency ?? workflow.concurrency).toMatchObject({ "cancel-in-progress": false, queue: "max" });
  });

  test("deployments of the same environment have the same concurrency group", () => {
    expect(callers.map(({ workflow }) => workflow.concurrency?.group)).toEqual(["deploy-prod", "deploy-prod"]);
    const previews = deploying
      .filter(({ name }) => /^preview.*(up|down)$/.test(name))
      .map(({ job, workflow }) => (job.concurrency ?? workflow.concurrency)?.group);
    expect(previews.map((group) => group?.replace(/\$\{\{.*\}\}/, "N"))).toEqual(Array(3).fill("deploy-preview-N"));
  });

  test("concurrency queues have values that GitHub accepts, which actionlint does not check yet", () => {
    const all = [...files.map(({ workflow }) => workflow.concurrency), ...jobs.map(({ job }) => job.concurrency)].flatMap(
      (each) => each ?? [],
    );
    for (const { queue, ...rest } of all) {
      expect([undefined, "single", "max"]).toContain(queue);
      if (queue === "max") expect(rest["cancel-in-progress"]).not.toBe(true);
    }
  });
});

const commandsOf = (name: string) => verbRuns(jobNamed(name), VARIABLES).map(({ words }) => words.join(" "));

test("the deploy job applies exactly the approved plans: the plan job passes their checksum", () => {
  expect(jobNamed("deploy-tag.yml plan").outputs).toEqual({ plans: "${{ steps.checksum.outputs.checksum }}" });
  expect(commandsOf("deploy-tag.yml plan").at(-1)).toBe("ci checksum .terrace/plans/manifest.json");
  expect(jobNamed("deploy-tag.yml deploy").env).toMatchObject({ PLANS: "${{ needs.plan.outputs.plans }}" });
  expect(commandsOf("deploy-tag.yml deploy")).toContain(`deploy prod --expect ${VARIABLES.PLANS} --despite-alarms`);
});

test.each(["deploy-tag.yml plan", "deploy-tag.yml deploy", "drift.yml drift", "evacuate.yml evacuate"])(
  "%s reads the current evacuations, which a tag does not contain",
  (name) => {
    const scripts = commandsOf(name).map((command) => command.split(" ").slice(0, 2).join(" "));
    const at = scripts.findIndex((script) => script === "ci latest");
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at).toBeLessThan(scripts.findIndex((script) => /^(plan|deploy|drift|region) /.test(script)));
  },
);

test.each(["drift.yml drift", "evacuate.yml evacuate"])("%s runs the deployed commit", (name) => {
  const refs = (jobNamed(name).steps ?? []).flatMap((step) => step.with?.ref ?? []);
  expect(refs).toEqual(["${{ steps.deployed.outputs.commit || github.ref }}"]);
  expect(commandsOf(name)[0]).toBe("ci deployed prod");
});

test.each(withSteps)("$name uses earlier names for all steps of the deployed commit, and for no others", ({ job }) => {
  const { steps = [] } = job;
  // The deployed commit may only have the earlier names. All other steps run the commit of the workflow.
  const checkout = steps.findIndex(({ with: given }) => String(given?.ref).includes("steps.deployed.outputs.commit"));
  const of = (some: readonly Step[]) => verbRuns({ ...job, steps: some }, VARIABLES);
  const [current, deployed] = checkout < 0 ? [of(steps), []] : [of(steps.slice(0, checkout)), of(steps.slice(checkout))];
  expect(current.filter(({ script }) => script !== undefined)).toEqual([]);
  expect(deployed.filter(({ script }) => script === undefined)).toEqual([]);
  // Names that even older commits have.
  expect(deployed.filter(({ script }) => ["github", "deploy", "check-tag", "rebuild-replica"].includes(script ?? ""))).toEqual([]);
});

test("a repository without previews runs no preview job", () => {
  const previews = jobs.filter(({ name, job }) => name.startsWith("preview") && !("needs" in job));
  expect(previews.length).toBe(3);
  expect(previews.filter(({ job }) => !job.if?.includes("vars.PREVIEWS == 'on'")).map(({ name }) => name)).toEqual([]);
  expect(jobNamed("preview.yml down").if).toContain(
    "github.event.action == 'closed' && contains(github.event.pull_request.labels.*.name, 'preview')",
  );
});

test("each job that deploys has a GitHub environment, for its protection rules and its role", () => {
  const without = jobs.filter(({ job }) => deploys(job) && job.environment === undefined);
  expect(without.map(({ name }) => name)).toEqual([]);
});

test("each job has a timeout", () => {
  expect(withSteps.filter(({ job }) => job["timeout-minutes"] === undefined).map(({ name }) => name)).toEqual([]);
});

test("Terraform and Node have versions that the project supports", () => {
  const given = Object.assign({}, ...actions.flatMap(({ steps }) => steps).map((step) => step.with ?? {})) as Record<string, unknown>;
  expect(given).toMatchObject({
    "node-version": 22,
    terraform_version: expect.stringMatching(/^1\.(1[1-9]|[2-9]\d)\.\d+$/),
    terraform_wrapper: false,
  });
});
