import { parseTerraformLine, type DeployEvent } from "../terraform/terraform-line";

/**
 * Reads cdktf-cli's log of a deployment (CDKTF_LOG_FILE_DIRECTORY). It contains Terraform's output verbatim, with timestamps, while the output
 * of cdktf-cli itself is wrapped at the terminal width.
 */
const ENTRY = /^\[(\d{4}-\d\d-\d\dT[\d:.]+)\] \[[A-Z]+\] \S+ - /;
const FROM_TERRAFORM = /^\[([\w-]+)\]\((?:init|deploy|destroy)\): /;
const STATE = /^\[([\w-]+)\]: (\w[\w ]*)$/;

/** Reads the log incrementally. An entry is complete when the next one begins, or at the end. */
export class CdktfLogReader {
  private rest = "";
  private entry: { readonly at: number; readonly lines: string[] } | undefined;

  read(piece: string): DeployEvent[] {
    const lines = (this.rest + piece).split(/\r*\n/);
    this.rest = lines.pop() ?? "";
    return lines.flatMap((line) => this.take(line));
  }

  end(): DeployEvent[] {
    const events = [...(this.rest ? this.take(this.rest) : []), ...this.finish()];
    this.rest = "";
    return events;
  }

  private take(line: string): DeployEvent[] {
    const start = ENTRY.exec(line);
    if (!start) {
      this.entry?.lines.push(line);
      return [];
    }
    const finished = this.finish();
    this.entry = { at: Date.parse(start[1] ?? ""), lines: [line.slice(start[0].length)] };
    return finished;
  }

  private finish(): DeployEvent[] {
    const entry = this.entry;
    this.entry = undefined;
    const [first = "", ...others] = entry?.lines ?? [];
    if (!entry) return [];
    const state = STATE.exec(first);
    if (state) return [{ kind: "phase", stack: state[1] ?? "", phase: state[2] ?? "", at: entry.at }];
    const origin = FROM_TERRAFORM.exec(first);
    const stack = origin?.[1];
    if (!origin || stack === undefined) return [];
    return [first.slice(origin[0].length), ...others].filter(Boolean).map((line) => parseTerraformLine(stack, line, entry.at));
  }
}
