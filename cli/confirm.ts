import * as readline from "node:readline/promises";
import { Problem } from "./problem";

/**
 * Asks for `yes`, unless it was given already.
 *
 * @throws Problem where the answer is another one, or nobody is there to give one.
 */
export async function confirm(question: string, given: boolean): Promise<void> {
  if (given) return;
  if (!process.stdin.isTTY) throw new Problem("Nothing was changed: there is nobody to ask. Add --yes to go on without asking.");
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  const closed = new AbortController();
  terminal.once("close", () => closed.abort());
  try {
    const answer = await terminal.question(`${question} Only "yes" goes on: `, { signal: closed.signal }).catch(() => "");
    if (answer.trim() !== "yes") throw new Problem("Nothing was changed.");
  } finally {
    terminal.close();
  }
}

/** Ctrl-C reaches Terraform, which ends in order; what was begun is tidied up here afterwards, so this process must not end at once. */
export function leaveInterruptsToTerraform(): void {
  process.on("SIGINT", () => undefined);
}
