import { listAll, type Github } from "./client";

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly user: { readonly type: string } | null;
  readonly pull_request?: object;
}

/**
 * Keeps one issue of a title: opened when there is something to say, brought up to date each night, and closed when it has passed.
 *
 * @param text what is the matter; empty: nothing is, any more.
 */
export async function keepIssue(github: Github, title: string, text: string): Promise<"opened" | "renewed" | "closed" | "left"> {
  const open = await listAll<Issue>(github, "/issues?state=open");
  const ours = open.find((issue) => issue.title === title && issue.user?.type === "Bot" && issue.pull_request === undefined);
  if (text.trim() === "") {
    if (!ours) return "left";
    await github.request("POST", `/issues/${ours.number}/comments`, { body: "It has passed: nothing was found this time." });
    await github.request("PATCH", `/issues/${ours.number}`, { state: "closed", state_reason: "completed" });
    return "closed";
  }
  if (ours?.body === text) return "left";
  if (ours) await github.request("PATCH", `/issues/${ours.number}`, { body: text });
  else await github.request("POST", "/issues", { title, body: text });
  return ours ? "renewed" : "opened";
}
