import { Problem } from "../problem";
import { listAll, type Github } from "./client";

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user: { readonly type: string } | null;
}

/** Something that nobody sees, by which a comment of ours is found again. */
const MARKER = /<!-- [\w:./ -]+ -->/;

/**
 * Keeps one comment of a pull request up to date: a new one for each push would bury what people say.
 *
 * @throws Problem where the text has no marker.
 */
export async function keepComment(github: Github, pullRequest: number, text: string): Promise<"made" | "renewed" | "left"> {
  const marker = MARKER.exec(text)?.[0];
  if (marker === undefined) throw new Problem("The comment has no marker, such as <!-- terrace:plan -->: it would never be found again.");
  const comments = await listAll<Comment>(github, `/issues/${pullRequest}/comments`);
  // Who answers by e-mail quotes the marker: what people wrote is theirs.
  const ours = comments.find(({ body, user }) => user?.type === "Bot" && body?.includes(marker));
  if (ours?.body === text) return "left";
  if (ours) await github.request("PATCH", `/issues/comments/${ours.id}`, { body: text });
  else await github.request("POST", `/issues/${pullRequest}/comments`, { body: text });
  return ours ? "renewed" : "made";
}
