import { Problem } from "./problem";

/** Prompts are printed to standard error: standard output may be evaluated. */
const output = process.stderr;

const UNCHANGED = "Nothing was changed.";

/**
 * Prompts before a change, unless --yes was passed.
 *
 * @throws Problem if the reply is not yes, or if standard input is not a terminal.
 */
export async function confirm(question: string, confirmed: boolean): Promise<void> {
  if (confirmed) return;
  if (!process.stdin.isTTY)
    throw new Problem("Nothing was changed: this is not a terminal, so the command cannot prompt. Add --yes to continue without a prompt.");
  const clack = await import("@clack/prompts");
  if ((await clack.confirm({ message: question, initialValue: false, output })) !== true) throw new Problem(UNCHANGED);
}

/**
 * Confirms the loss of data by the name of the environment, from --confirm or from a prompt. --yes is not enough.
 *
 * @throws Problem without the name.
 */
export async function confirmLoss(loss: string, environment: string, given: string): Promise<void> {
  const option = `--confirm ${environment}`;
  if (given === environment) return;
  if (!process.stdin.isTTY)
    throw new Problem(`Nothing was changed: ${loss} This is not a terminal, so the command cannot prompt. Add ${option} to continue.`);
  const clack = await import("@clack/prompts");
  const answer = await clack.text({ message: `${loss} To continue, enter the name of the environment:`, placeholder: environment, output });
  if (answer !== environment) throw new Problem(UNCHANGED);
}

/** Ignores Ctrl-C in this process. Terraform receives it too and stops safely; this process must then clean up. */
export function leaveInterruptsToTerraform(): void {
  process.on("SIGINT", () => undefined);
}
