import { parseDuration } from "./progress-line";

/** A step of a deployment, as a line of Terraform's output reports it. */
export type DeployEvent =
  | { readonly kind: "phase"; readonly stack: string; readonly phase: string; readonly at: number }
  | { readonly kind: "started" | "waiting" | "changing"; readonly stack: string; readonly address: string; readonly at: number }
  | { readonly kind: "done"; readonly stack: string; readonly address: string; readonly seconds: number; readonly at: number }
  | { readonly kind: "planned"; readonly stack: string; readonly count: number; readonly at: number }
  | { readonly kind: "text"; readonly stack: string; readonly text: string; readonly at: number };

const DONE = /^(\S+): (?:Creation|Modifications|Destruction|Read|Import|Opening) complete after ((?:\d+[hms])+)/;
const WAITING = /^(\S+): Still (?:creating|modifying|destroying|reading|opening)\.\.\./;
const STARTED = /^(\S+): (?:Creating|Modifying|Destroying|Reading|Opening)\.\.\./;
/** A line of a plan, above the attributes of a resource. */
const CHANGING = /^ *# (\S+) (?:\(deposed object \S+\) )?(?:will|must) be (?!read)/;
const TAINTED = /^ *# (\S+) is tainted, so (?:it )?must be replaced/;
const PLAN = /^Plan: (?:\d+ to import, )?(\d+) to add, (\d+) to change, (\d+) to destroy/;

const NO_CHANGES = "No changes.";

/** One line of Terraform. Instances of `count` and `for_each` count as the resource that they belong to. */
export function parseTerraformLine(stack: string, line: string, at: number): DeployEvent {
  const bare = (address = "") => address.replace(/\[[^\]]*\]$/, "");
  const done = DONE.exec(line);
  if (done) return { kind: "done", stack, address: bare(done[1]), seconds: parseDuration(done[2] ?? ""), at };
  const waiting = WAITING.exec(line);
  if (waiting) return { kind: "waiting", stack, address: bare(waiting[1]), at };
  const started = STARTED.exec(line);
  if (started) return { kind: "started", stack, address: bare(started[1]), at };
  const changing = CHANGING.exec(line) ?? TAINTED.exec(line);
  if (changing) return { kind: "changing", stack, address: bare(changing[1]), at };
  if (line.startsWith(NO_CHANGES)) return { kind: "planned", stack, count: 0, at };
  const plan = PLAN.exec(line);
  if (plan) return { kind: "planned", stack, count: [1, 2, 3].reduce((sum, group) => sum + Number(plan[group]), 0), at };
  return { kind: "text", stack, text: line, at };
}
