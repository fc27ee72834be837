import * as readline from "node:readline/promises";
import { Problem } from "./problem";

/**
 * Prompts for `yes`, unless --yes was passed.
 *
 * @throws Problem if the reply is not `yes`, or if standard input is not a terminal.
 */
export async function confirm(question: string, confirmed: boolean): Promise<void> {
  if (confirmed) return;
  if (!process.stdin.isTTY)
    throw new Problem("Nothing was changed: this is not a terminal, so the command cannot prompt. Add --yes to continue without a prompt.");
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  const closed = new AbortController();
  terminal.once("close", () => closed.abort());
  try {
    const answer = await terminal.question(`${question} Only "yes" continues: `, { signal: closed.signal }).catch(() => "");
    if (answer.trim() !== "yes") throw new Problem("Nothing was changed.");
  } finally {
    terminal.close();
  }
}

/** Ignores Ctrl-C in this process. Terraform receives it too and stops safely; this process must then clean up. */
export function leaveInterruptsToTerraform(): void {
  process.on("SIGINT", () => undefined);
}
