import { GithubProblem, type Github } from "../../cli/github/client";

/** A call that changes something on GitHub. */
export interface GithubCall {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

/** A fake GitHub client that responds from a table and records every changing call in order. A number is an error response with that status. */
export function fakeGithub(responses: Readonly<Record<string, unknown>>): { github: Github; calls: GithubCall[] } {
  const calls: GithubCall[] = [];
  const request: Github["request"] = (method, path, body) => {
    const key = `${method} ${path.replace(/[?&]per_page=100&page=1$/, "")}`;
    if (method !== "GET") calls.push({ method, path, ...(body && { body }) });
    const response = responses[key];
    if (typeof response === "number") return Promise.reject(new GithubProblem(response, key));
    if (response === undefined && method === "GET") return Promise.reject(new Error(`no response is defined for ${key}`));
    return Promise.resolve(response ?? {});
  };
  return { github: { request }, calls };
}
