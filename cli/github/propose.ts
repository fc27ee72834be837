import { isDeepStrictEqual } from "node:util";
import { EVACUATED_FILE, formatEvacuated, type Evacuated } from "../evacuation/evacuated-file";
import { Problem } from "../problem";
import { formatImages, IMAGES_FILE, type Images } from "../release/images-file";
import { GithubProblem, listAll, type Github } from "./client";

type Data = Readonly<Record<string, unknown>>;

/** Files that commands write, with one entry for each environment, and their formatters. */
const FORMATS: Readonly<Record<string, (data: Data) => string>> = {
  [EVACUATED_FILE]: (data) => formatEvacuated(data as Evacuated),
  [IMAGES_FILE]: (data) => formatImages(data as Images),
};

export interface Proposal {
  readonly title: string;
  readonly environment: string;
  readonly file: string;
  /** The file as the command wrote it, on the commit that it ran from. */
  readonly text: string;
  /** Regions of the environment at that commit. The text states nothing about other regions, for example one that is about to be added. */
  readonly regions: readonly string[];
}

/** The result of a proposal. */
export interface Proposed {
  /** "withdrawn": the default branch already has this entry, so an earlier open proposal is obsolete. */
  readonly outcome: "proposed" | "withdrawn" | "nothing";
  readonly url?: string;
}

type Entry = Omit<Proposal, "title">;

/**
 * The file for the default branch: the environment's entry as the command wrote it, all other entries as they are there. The command may have
 * run from the last deployed tag, and the branch may have moved on since.
 */
export function merged({ environment, file, text, regions }: Entry, theirs: string): string {
  const format = FORMATS[file];
  if (!format) throw new Problem(`No command writes ${file}. Valid: ${Object.keys(FORMATS).join(", ")}.`);
  const ours = JSON.parse(text) as Data;
  if (!(environment in ours)) throw new Problem(`${file} has no entry for the environment ${environment}.`);
  const data = JSON.parse(theirs) as Data;
  const mine = ours[environment];
  return format({ ...data, [environment]: isList(mine) ? [...mine, ...otherRegionsOf(data[environment], regions)].sort() : mine });
}

function isList(entry: unknown): entry is readonly string[] {
  return Array.isArray(entry);
}

function otherRegionsOf(entry: unknown, regions: readonly string[]): string[] {
  return isList(entry) ? entry.filter((one) => !regions.includes(one)) : [];
}

/** The file without regions that the environment does not have at this commit: its rules would reject them. */
function known({ environment, regions }: Entry, text: string): string {
  const data = JSON.parse(text) as Data;
  const entry = data[environment];
  return isList(entry) ? JSON.stringify({ ...data, [environment]: entry.filter((one) => regions.includes(one)) }) : text;
}

/** One branch for each environment and file: a second proposal replaces the first. */
export function branchOf({ environment, file }: Pick<Proposal, "environment" | "file">): string {
  return `propose/${environment}-${file.replace(/^.*\//, "").replace(/\.json$/, "")}`;
}

/**
 * The file of this commit with the latest entry of the environment: from an open proposal, or else from the default branch. Without it, a
 * command that runs from the last deployed tag would revert an earlier evacuation with a second one.
 */
export async function withLatestEntry(github: Github, entry: Entry): Promise<string> {
  const { file, text } = entry;
  const base = await defaultBranch(github);
  const branch = branchOf(entry);
  const theirs = await contentAt(github, file, base);
  const open = await openProposal(github, branch);
  const last = open ? await withProposal(github, entry, theirs, branch) : theirs;
  return merged({ ...entry, text: known(entry, last) }, known(entry, text));
}

/** Applies only the additions and removals of a proposal: the default branch may have changed since the proposal was opened. */
async function withProposal(github: Github, { environment, file }: Entry, theirs: string, branch: string): Promise<string> {
  const { object } = (await github.request("GET", `/git/ref/heads/${branch}`)) as { object: { sha: string } };
  const { parents } = (await github.request("GET", `/git/commits/${object.sha}`)) as { parents: readonly { sha: string }[] };
  const texts = [theirs, await contentAt(github, file, branch), await contentAt(github, file, parents[0]?.sha ?? branch)];
  const [there = [], wanted = [], before = []] = texts.map((text) => (JSON.parse(text) as Evacuated)[environment] ?? []);
  const kept = there.filter((one) => wanted.includes(one) || !before.includes(one));
  const added = wanted.filter((one) => !before.includes(one));
  return JSON.stringify({ ...(JSON.parse(theirs) as Data), [environment]: [...new Set([...kept, ...added])].sort() });
}

/**
 * Opens or updates a pull request with the entry that a command wrote. If the default branch already has the entry, an earlier open proposal is
 * closed: merging it would, for example, evacuate a region again that was restored.
 */
export async function propose(github: Github, proposal: Proposal): Promise<Proposed> {
  const base = await defaultBranch(github);
  const theirs = await contentAt(github, proposal.file, base);
  const content = merged(proposal, theirs);
  const branch = branchOf(proposal);
  const open = await openProposal(github, branch);
  if (isDeepStrictEqual(JSON.parse(content), JSON.parse(theirs))) {
    if (!open) return { outcome: "nothing" };
    await github.request("PATCH", `/pulls/${open.number}`, { state: "closed" });
    return { outcome: "withdrawn", url: open.html_url };
  }
  const { object } = (await github.request("GET", `/git/ref/heads/${base}`)) as { object: { sha: string } };
  const commit = await commitOn(github, object.sha, { ...proposal, content });
  await setBranch(github, branch, commit);
  if (open) return { outcome: "proposed", url: open.html_url };
  const body = "Written by a command. Merging it deploys it.";
  const made = await github.request("POST", "/pulls", { title: proposal.title, head: branch, base, body });
  return { outcome: "proposed", url: (made as { html_url: string }).html_url };
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

interface PullRequest {
  readonly number: number;
  readonly html_url: string;
  readonly head: { readonly ref: string; readonly repo: { readonly fork: boolean } | null };
}

/** The open pull request of a branch of this repository, not of a fork. */
async function openProposal(github: Github, branch: string): Promise<PullRequest | undefined> {
  const open = await listAll<PullRequest>(github, "/pulls?state=open");
  return open.find(({ head }) => head.ref === branch && head.repo?.fork === false);
}
