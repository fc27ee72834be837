import { listAll, type Github } from "./client";

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly user: { readonly type: string } | null;
  readonly pull_request?: object;
}

/**
 * Keeps one issue of a title: opens it when there is a finding, updates it with each run, and closes it when there is none.
 *
 * @param text the findings; empty if there are none.
 */
export async function keepIssue(github: Github, title: string, text: string): Promise<"opened" | "updated" | "closed" | "unchanged"> {
  const open = await listAll<Issue>(github, "/issues?state=open");
  const existing = open.find((issue) => issue.title === title && issue.user?.type === "Bot" && issue.pull_request === undefined);
  if (text.trim() === "") {
    if (!existing) return "unchanged";
    await github.request("POST", `/issues/${existing.number}/comments`, { body: "Resolved: this run found nothing." });
    await github.request("PATCH", `/issues/${existing.number}`, { state: "closed", state_reason: "completed" });
    return "closed";
  }
  if (existing?.body === text) return "unchanged";
  if (existing) await github.request("PATCH", `/issues/${existing.number}`, { body: text });
  else await github.request("POST", "/issues", { title, body: text });
  return existing ? "updated" : "opened";
}
