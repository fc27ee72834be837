import { Problem } from "../problem";
import { listAll, type Github } from "./client";

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user: { readonly type: string } | null;
}

/** An invisible marker that identifies a comment of Terrace. */
const MARKER = /<!-- [\w:./ -]+ -->/;

/**
 * Creates or updates one comment of a pull request. A new comment for each push would bury the discussion.
 *
 * @throws Problem if the text has no marker.
 */
export async function keepComment(github: Github, pullRequest: number, text: string): Promise<"created" | "updated" | "unchanged"> {
  const marker = MARKER.exec(text)?.[0];
  if (marker === undefined) throw new Problem("The comment has no marker such as <!-- terrace-plan -->, so a later run could not find it.");
  const comments = await listAll<Comment>(github, `/issues/${pullRequest}/comments`);
  // Replies by email quote the marker: comments of people are not changed.
  const existing = comments.find(({ body, user }) => user?.type === "Bot" && body?.includes(marker));
  if (existing?.body === text) return "unchanged";
  if (existing) await github.request("PATCH", `/issues/comments/${existing.id}`, { body: text });
  else await github.request("POST", `/issues/${pullRequest}/comments`, { body: text });
  return existing ? "updated" : "created";
}
