/** An error whose message is all that its reader needs: what is wrong, what was found, and how to mend it. It is shown without a stack trace. */
export class Problem extends Error {
  public constructor(
    message: string,
    /** A file with the whole output of the program that failed, for a person at a terminal. */
    public readonly log?: string,
  ) {
    super(message);
  }
}

/** Why nothing was done to something: it is as it was. */
export class Refused extends Problem {}

/** Runs a command; a Problem ends it with its message and exit code 1, anything else is a mistake of ours and shows its stack. */
export function runCommand(command: () => Promise<number>): void {
  command().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(error instanceof Problem ? `\n${error.message}${logLine(error)}` : error);
      process.exitCode = 1;
    },
  );
}

function logLine({ log }: Problem): string {
  return log === undefined ? "" : `\n\nAll that Terraform said: ${log}`;
}
