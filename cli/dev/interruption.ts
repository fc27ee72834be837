import { killLeftProcesses } from "../local/killed-run";
import type { OwnServer } from "../local/own-server";
import type { Paths } from "../paths";
import { Problem } from "../problem";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const POLL_MILLISECONDS = 500;

/** The reasons for which a run ends early: Ctrl-C, a closed terminal, `terrace dev stop`, or the end of the local AWS. */
export class Interruption {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private lost: OwnServer | undefined;
  private readonly stop = () => this.controller.abort();

  public constructor(private readonly paths: Paths) {
    for (const signal of SIGNALS) process.on(signal, this.stop);
    // Writing to a closed terminal fails. The run still cleans up.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", ignore);
  }

  public get signal(): AbortSignal {
    return this.controller.signal;
  }

  /**
   * @throws Problem if the run was interrupted.
   */
  public check(): void {
    if (this.signal.aborted) throw new Problem("Interrupted.");
  }

  /** Ends the run if the server ends: Terraform's provider would retry its requests for minutes. */
  public watch(server: OwnServer): void {
    this.timer = setInterval(() => {
      if (server.isRunning || this.lost) return;
      this.lost = server;
      this.stop();
      void killLeftProcesses(this.paths);
    }, POLL_MILLISECONDS);
  }

  /** The reason of the end, instead of the errors that follow from it. */
  public explain(error: unknown): unknown {
    if (!this.lost) return this.signal.aborted ? new Problem("Interrupted. Run the same command again to continue.") : error;
    return new Problem(
      [
        `The local AWS (process ${this.lost.pid}) ended during the deployment, and its data with it. Nothing in an AWS account is affected.`,
        `  log: ${this.paths.serverOutput}`,
        "  fix: run the same command again; it starts another local AWS",
      ].join("\n"),
    );
  }

  public end(): void {
    clearInterval(this.timer);
    for (const signal of SIGNALS) process.off(signal, this.stop);
  }
}

function ignore(): void {
  // No process reads the output now.
}
