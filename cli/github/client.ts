import { Problem } from "../problem";

/** GitHub's REST API of one repository. */
export interface Github {
  /** @param path relative to the repository: `/issues/12/comments`; empty: the repository itself. */
  readonly request: (method: "GET" | "POST" | "PATCH", path: string, body?: object) => Promise<unknown>;
}

/** GitHub supports a version for two years after the next one, which was released in March 2026. @see https://docs.github.com/rest/about-the-rest-api/api-versions */
const VERSION = "2022-11-28";
const PAGE = 100;

/**
 * A client for the repository of the current workflow, with the workflow's token.
 *
 * @throws Problem if the token or the repository is not set.
 */
export function githubOf(env: NodeJS.ProcessEnv): Github {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, GITHUB_API_URL: url = "https://api.github.com" } = env;
  if (token === undefined || token === "" || repository === undefined)
    throw new Problem(
      "Cannot call GitHub: GITHUB_TOKEN and GITHUB_REPOSITORY are not set.\n" +
        "  fix: in a workflow: `env: GITHUB_TOKEN: ${{ github.token }}`; elsewhere: GITHUB_TOKEN=$(gh auth token) GITHUB_REPOSITORY=owner/name",
    );
  return {
    request: async (method, path, body) => {
      const response = await fetch(`${url}/repos/${repository}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json", "x-github-api-version": VERSION },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.ok) return text === "" ? undefined : (JSON.parse(text) as unknown);
      throw new GithubProblem(
        response.status,
        `GitHub rejected ${method} ${path}: ${response.status} ${messageOf(text)}${hint(response.status)}`,
      );
    },
  };
}

/** A request that GitHub rejected, with its HTTP status. */
export class GithubProblem extends Problem {
  public constructor(
    public readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text.slice(0, 200);
  }
}

function hint(status: number): string {
  if (status !== 403 && status !== 404) return "";
  return "\n  fix: give the job the permission under `permissions`; pull requests from forks cannot have it";
}

/** Reads all pages of a list. */
export async function listAll<Item>(github: Github, path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let page = 1; ; page += 1) {
    const more = (await github.request("GET", `${path}${path.includes("?") ? "&" : "?"}per_page=${PAGE}&page=${page}`)) as Item[];
    items.push(...more);
    if (more.length < PAGE) return items;
  }
}
