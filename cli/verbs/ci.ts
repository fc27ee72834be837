import { ENVIRONMENT, type Verb, type VerbArgument } from "../verb";

const FILES: VerbArgument = {
  name: "files",
  description: "Markdown files; missing files are omitted",
  form: "text",
  several: true,
  optional: true,
};
const ENTRY_FILE: VerbArgument = { name: "file", description: "JSON file with an entry for each environment", form: "file" };
const TITLE = { flags: "--title <title>", description: "title, by which it is found", form: "text", required: true } as const;

export const CI_COMMENT: Verb = {
  name: "ci comment",
  group: "Pipelines",
  summary: "Publish files as one comment of a pull request, updated in place",
  arguments: [{ name: "pull-request", description: "number of the pull request", form: "pull-request" }, FILES],
  example: "ci comment 12 .terrace/plans/plan.md",
  json: true,
  action: async () => (await import("../commands/ci.js")).comment,
};

export const CI_ISSUE: Verb = {
  name: "ci issue",
  group: "Pipelines",
  summary: "Publish files as an issue, updated in place; without files it is closed",
  arguments: [FILES],
  options: [TITLE],
  example: 'ci issue .terrace/drift/prod.md --title "Drift in prod"',
  json: true,
  action: async () => (await import("../commands/ci.js")).issue,
};

export const CI_PROPOSE: Verb = {
  name: "ci propose",
  group: "Pipelines",
  summary: "Propose an environment's entry of a file as a pull request",
  arguments: [ENVIRONMENT, ENTRY_FILE],
  options: [TITLE],
  example: 'ci propose prod environments/images.json --title "Release to prod"',
  json: true,
  action: async () => (await import("../commands/ci.js")).propose,
};

export const CI_LATEST: Verb = {
  name: "ci latest",
  group: "Pipelines",
  summary: "Write the latest proposed or merged entry of an environment into a file",
  arguments: [ENVIRONMENT, ENTRY_FILE],
  example: "ci latest prod environments/evacuated.json",
  json: true,
  action: async () => (await import("../commands/ci.js")).latest,
};

export const CI_CHECKSUM: Verb = {
  name: "ci checksum",
  group: "Pipelines",
  summary: "Print the SHA-256 of a file as a step output",
  arguments: [{ name: "file", description: "file, such as the manifest of plans", form: "file" }],
  options: [{ flags: "--output <name>", description: "name of the step output (default: checksum)", form: "text" }],
  example: "ci checksum .terrace/plans/manifest.json",
  json: true,
  action: async () => (await import("../commands/ci.js")).checksum,
};

export const CI_SUMMARY: Verb = {
  name: "ci summary",
  group: "Pipelines",
  summary: "Append files to the summary of the workflow run, which approvers read",
  arguments: [FILES],
  example: "ci summary .terrace/plans/plan.md",
  json: true,
  action: async () => (await import("../commands/ci.js")).summary,
};

export const CI_VERIFY_TAG: Verb = {
  name: "ci verify-tag",
  group: "Pipelines",
  summary: "Check that a tag is checked out and is on the main branch",
  details: "With --environment the tag must also be newer than the deployed commit, unless --again is passed.",
  arguments: [{ name: "tag", description: "tag of a release", form: "own" }],
  options: [
    { flags: "-e, --environment <environment>", description: "environment that the tag will be deployed to", form: "environment" },
    { flags: "--again", description: "allow a tag that is not newer than the deployed commit" },
  ],
  example: "ci verify-tag v1.5.0 --environment prod",
  json: true,
  action: async () => (await import("../commands/check-tag.js")).verifyTag,
};

export const CI_DEPLOYED: Verb = {
  name: "ci deployed",
  group: "Pipelines",
  summary: "Print the deployed commit of an environment as a step output",
  arguments: [ENVIRONMENT],
  example: "ci deployed prod",
  needs: ["credentials"],
  json: true,
  action: async () => (await import("../commands/check-tag.js")).deployed,
};

export const CI_MATRIX: Verb = {
  name: "ci matrix",
  group: "Pipelines",
  summary: "Print a matrix of jobs for the changed groups as step outputs",
  details:
    "Compares the synthesized stacks with those of the deployed commit. One job for each changed group; one for the whole environment, whose group is empty, if a stack outside the groups has changed.",
  arguments: [ENVIRONMENT],
  options: [{ flags: "--base <branch>", description: "compare with this branch (default: the deployed commit)", form: "text" }],
  example: "ci matrix prod",
  needs: ["credentials"],
  json: true,
  action: async () => (await import("../commands/ci-matrix.js")).matrix,
};
