import { terraformErrors } from "../terraform/terraform-errors";
import type { Timeline } from "./timeline";

/** Terraform's errors, by stack. */
export function failureReport(timeline: Timeline, logs: string, printed: string): string {
  const failed = [...timeline.values()].flatMap(({ name, text }) => {
    const errors = terraformErrors(text);
    return errors.length > 0 ? [`${name}:\n${errors.map((error) => error.replace(/^/gm, "  ")).join("\n\n")}`] : [];
  });
  const what = failed.length > 0 ? failed.join("\n\n") : printed;
  return `The deployment failed.\n\n${what}\n\nFull Terraform log: ${logs}`;
}
