import type { Timeline } from "./timeline";

/** The error boxes that Terraform draws, without the box. */
export function terraformErrors(text: readonly string[]): string[] {
  const errors: string[][] = [];
  let current: string[] | undefined;
  for (const line of text) {
    const inside = /^│ ?(.*)$/.exec(line.trimEnd())?.[1];
    if (inside?.startsWith("Error: ")) errors.push((current = [inside]));
    else if (inside !== undefined && !inside.startsWith("Warning: ")) current?.push(inside);
    else current = undefined;
  }
  return errors.map((lines) =>
    lines
      .join("\n")
      .replace(/\n{2,}/g, "\n")
      .trimEnd(),
  );
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
