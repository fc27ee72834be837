import { EVACUATED_FILE, formatEvacuated, type Evacuated } from "../../evacuation/evacuated-file";
import { Problem } from "../../problem";
import { formatImages, IMAGES_FILE, type Images } from "../release/images-file";
import { GithubProblem, listAll, type Github } from "./client";

type Data = Readonly<Record<string, unknown>>;

/** Files that commands write, one entry for each environment, and how they are written. */
const FORMATS: Readonly<Record<string, (data: Data) => string>> = {
  [EVACUATED_FILE]: (data) => formatEvacuated(data as Evacuated),
  [IMAGES_FILE]: (data) => formatImages(data as Images),
};

export interface Proposal {
  readonly title: string;
  readonly environment: string;
  readonly file: string;
  /** The file as the command left it, on the commit that it ran from. */
  readonly text: string;
}

/**
 * What the file is to say on the default branch: the environment's entry as the command wrote it, and all others as they are there. The
 * command may have run from the tag that was deployed last, and the branch may have gone on since.
 */
export function merged({ environment, file, text }: Pick<Proposal, "environment" | "file" | "text">, theirs: string): string {
  const format = FORMATS[file];
  if (!format) throw new Problem(`No command writes ${file}. What can be proposed: ${Object.keys(FORMATS).join(", ")}.`);
  const ours = JSON.parse(text) as Data;
  if (!(environment in ours)) throw new Problem(`${file} does not know the environment ${environment}.`);
  return format({ ...(JSON.parse(theirs) as Data), [environment]: ours[environment] });
}

/** A branch of its own for each environment and file: a second proposal takes the place of the first. */
export function branchOf({ environment, file }: Pick<Proposal, "environment" | "file">): string {
  return `propose/${environment}-${file.replace(/^.*\//, "").replace(/\.json$/, "")}`;
}

/**
 * The file of this commit with the environment's entry as it was written last: by a proposal that is still open, or else on the default branch.
 * A command that runs from the tag that was deployed last does not know what was done since: it would undo a first evacuation with a second.
 */
export async function recall(github: Github, { environment, file, text }: Omit<Proposal, "title">): Promise<string> {
  const base = await defaultBranch(github);
  const branch = branchOf({ environment, file });
  const ref = (await openProposal(github, branch)) === undefined ? base : branch;
  return merged({ environment, file, text: await contentAt(github, file, ref) }, text);
}

/**
 * Proposes what a command wrote as a pull request on the default branch.
 *
 * @returns its address; undefined where the branch says so already.
 */
export async function propose(github: Github, proposal: Proposal): Promise<string | undefined> {
  const base = await defaultBranch(github);
  const theirs = await contentAt(github, proposal.file, base);
  const content = merged(proposal, theirs);
  if (content === theirs) return undefined;
  const branch = branchOf(proposal);
  const { object } = (await github.request("GET", `/git/ref/heads/${base}`)) as { object: { sha: string } };
  const commit = await commitOn(github, object.sha, { ...proposal, content });
  await setBranch(github, branch, commit);
  return openPullRequest(github, { title: proposal.title, head: branch, base });
}

async function commitOn(github: Github, parent: string, { title, file, content }: Proposal & { content: string }): Promise<string> {
  const { tree: base } = (await github.request("GET", `/git/commits/${parent}`)) as { tree: { sha: string } };
  const entry = { path: file, mode: "100644", type: "blob", content };
  const tree = (await github.request("POST", "/git/trees", { base_tree: base.sha, tree: [entry] })) as { sha: string };
  const commit = (await github.request("POST", "/git/commits", { message: title, tree: tree.sha, parents: [parent] })) as { sha: string };
  return commit.sha;
}

async function setBranch(github: Github, branch: string, sha: string): Promise<void> {
  try {
    await github.request("POST", "/git/refs", { ref: `refs/heads/${branch}`, sha });
  } catch (error) {
    // "Reference already exists"
    if (!(error instanceof GithubProblem) || error.status !== 422) throw error;
    await github.request("PATCH", `/git/refs/heads/${branch}`, { sha, force: true });
  }
}

async function defaultBranch(github: Github): Promise<string> {
  return ((await github.request("GET", "")) as { default_branch: string }).default_branch;
}

async function contentAt(github: Github, file: string, ref: string): Promise<string> {
  const { content } = (await github.request("GET", `/contents/${file}?ref=${ref}`)) as { content: string };
  return Buffer.from(content, "base64").toString("utf8");
}

/** The address of the open pull request of a branch of ours. */
async function openProposal(github: Github, branch: string): Promise<string | undefined> {
  const open = await listAll<{ html_url: string; head: { ref: string; repo: { fork: boolean } | null } }>(github, "/pulls?state=open");
  return open.find(({ head }) => head.ref === branch && head.repo?.fork === false)?.html_url;
}

async function openPullRequest(github: Github, wanted: { title: string; head: string; base: string }): Promise<string> {
  const ours = await openProposal(github, wanted.head);
  if (ours !== undefined) return ours;
  const body = "Written by a command; what is merged is what is deployed.";
  return ((await github.request("POST", "/pulls", { ...wanted, body })) as { html_url: string }).html_url;
}
