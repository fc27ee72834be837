import type { Timeline } from "./timeline";

/** Terraform's errors, which stand at the end of what it prints, with or without the box that it draws around them on a terminal. */
export function terraformErrors(text: readonly string[]): string[] {
  const errors: string[][] = [];
  let current: string[] | undefined;
  for (const boxed of text) {
    const line = boxed.replace(/^[╷│╵] ?/, "").trimEnd();
    if (line.startsWith("Error: ")) errors.push((current = []));
    if (line.startsWith("Warning: ")) current = undefined;
    if (line !== "") current?.push(line);
  }
  return errors.map((lines) => lines.join("\n"));
}

/** What went wrong, stack by stack, in Terraform's words. */
export function failureReport(timeline: Timeline, logs: string, printed: string): string {
  const failed = [...timeline.values()].flatMap(({ name, text }) => {
    const errors = terraformErrors(text);
    return errors.length > 0 ? [`${name}:\n${errors.map((error) => error.replace(/^/gm, "  ")).join("\n\n")}`] : [];
  });
  const what = failed.length > 0 ? failed.join("\n\n") : printed;
  return `The deployment failed.\n\n${what}\n\nAll that Terraform said: ${logs}`;
}
