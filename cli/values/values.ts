import { type Duration, isDuration } from "../../language/units";
import { UsageProblem } from "../problem";

/** Values of the command line that are checked without a project. */

/** The error for a value of another form. */
export function invalidValue(name: string, received: string, allowed: string, example: string): UsageProblem {
  return new UsageProblem(
    [
      `${name} is not valid.`,
      `  received  ${JSON.stringify(received)}`,
      `  allowed   ${allowed}`,
      `  fix       For example: ${example}`,
    ].join("\n"),
  );
}

/** @throws UsageProblem if the text is not a duration. */
export function parseDuration(name: string, text: string): Duration {
  if (isDuration(text)) return text;
  throw invalidValue(name, text, 'a duration, such as "90 seconds", "5 minutes", "1 hour" or "7 days"', `${name} "5 minutes"`);
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** @throws UsageProblem if the text is not `<host>:<port>`. */
export function parseAddress(name: string, text: string): Address {
  const [, host = "", port = ""] = /^([^:\s]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === "" || Number(port) < 1 || Number(port) > 65_535)
    throw invalidValue(name, text, "<host>:<port>, with a port from 1 to 65535", `${name} 127.0.0.1:8443`);
  return { host, port: Number(port) };
}

/** @throws UsageProblem if the text is not a SHA-256 in hexadecimal digits. */
export function checkChecksum(name: string, text: string): void {
  if (/^[0-9a-f]{64}$/.test(text)) return;
  throw invalidValue(name, text, "a SHA-256 of 64 lowercase hexadecimal digits, as `ci checksum` prints it", `${name} ${"0".repeat(64)}`);
}
