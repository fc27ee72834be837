import * as path from "node:path";

/** An expected error. Its message states the problem, the value found and the fix; it is printed without a stack trace. */
export class Problem extends Error {
  public constructor(
    message: string,
    /** A file with the full output of the failed command. */
    public readonly log?: string,
  ) {
    super(message);
  }
}

/** An operation that stopped before it changed anything. */
export class Refused extends Problem {}

/** Arguments that are not valid. The exit code is 2. */
export class UsageProblem extends Problem {}

/** The text of an error: the message of a Problem or of a file that cannot be used, or the stack trace of a bug. */
export function errorText(error: unknown): string {
  if (error instanceof Problem) return problemText(error);
  if (isFileError(error))
    return `A file or folder cannot be used.\n  received  ${error.message}\n  fix       Check that the path is of the right kind, its permissions, and the free disk space.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** An error of the file system: all of them have the path of the file. */
function isFileError(error: unknown): error is NodeJS.ErrnoException {
  const { code, syscall, path: file } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  const isFullDisk = code === "ENOSPC" || code === "EDQUOT";
  return (
    error instanceof Error &&
    syscall !== undefined &&
    (file !== undefined || isFullDisk || code === "EISDIR") &&
    !syscall.startsWith("spawn")
  );
}

/** Runs a command of Terrace's own developers. A Problem is printed as its message, any other error with its stack trace; both exit with code 1. */
export function runCommand(command: () => Promise<number>): void {
  command().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(error instanceof Problem ? `\n${problemText(error)}` : error);
      process.exitCode = 1;
    },
  );
}

/** The message of a problem and the file with the full output. */
export function problemText({ message, log }: Problem): string {
  return log === undefined ? message : `${message}\n\nFull Terraform log: ${shortened(log)}`;
}

/** A path below the working directory is shown relative to it. */
export function shortened(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? file : relative;
}
