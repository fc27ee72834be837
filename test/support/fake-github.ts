import { GithubProblem, type Github } from "../../cli/github/client";

/** A call that changes something on GitHub. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

/** A fake GitHub client that responds from a table and records every changing call in order. A number is an error response with that status. */
export function fakeGithub(answers: Readonly<Record<string, unknown>>): { github: Github; asked: Asked[] } {
  const asked: Asked[] = [];
  const request: Github["request"] = (method, path, body) => {
    const key = `${method} ${path.replace(/[?&]per_page=100&page=1$/, "")}`;
    if (method !== "GET") asked.push({ method, path, ...(body && { body }) });
    const answer = answers[key];
    if (typeof answer === "number") return Promise.reject(new GithubProblem(answer, key));
    if (answer === undefined && method === "GET") return Promise.reject(new Error(`no response is defined for ${key}`));
    return Promise.resolve(answer ?? {});
  };
  return { github: { request }, asked };
}
