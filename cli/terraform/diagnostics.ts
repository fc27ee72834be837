/**
 * Parses the errors that Terraform prints, as text or as JSON.
 *
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui#diagnostic
 */
export interface Diagnostic {
  /** The first line of an error. */
  readonly summary: string;
  /** Lines of its explanation. */
  readonly detail: readonly string[];
  /** The address of the affected resource. */
  readonly address?: string;
  readonly file?: string;
  readonly line?: number;
  /** The affected line of the file. */
  readonly code?: string;
}

const WITH = /^\s+with (.+),$/;
const ON = /^\s+on (.+) line (\d+)(?:, in (.*))?:$/;
const CODE = /^\s+\d+:\s?(.*)$/;
/** The line above the values of a snippet. */
const RULE = /^\s*├─+$/;

/** The errors in Terraform's text output, without warnings, with or without the box that a terminal gets around each. */
export function diagnosticsInText(text: string | readonly string[]): Diagnostic[] {
  const lines = typeof text === "string" ? text.split(/\r*\n/) : text;
  const blocks: string[][] = [];
  let current: string[] | undefined;
  for (const boxed of lines) {
    const line = boxed.replace(/^[╷│╵] ?/, "").trimEnd();
    if (line.startsWith("Error: ")) blocks.push((current = []));
    if (line.startsWith("Warning: ") || boxed.startsWith("╵")) current = undefined;
    current?.push(line);
  }
  return blocks.map(parseBlock);
}

function parseBlock([first = "", ...rest]: readonly string[]): Diagnostic {
  const found: { address?: string; file?: string; line?: number; code?: string } = {};
  const detail: string[] = [];
  for (const line of rest) {
    const [address, place, code] = [WITH.exec(line)?.[1], ON.exec(line), CODE.exec(line)?.[1]];
    if (found.address === undefined && address !== undefined) found.address = address;
    else if (found.file === undefined && place)
      Object.assign(found, { file: place[1], line: Number(place[2]), ...(found.address === undefined && addressIn(place[3])) });
    else if (found.file !== undefined && found.code === undefined && detail.length === 0 && code !== undefined) found.code = code.trim();
    else if (line !== "" && !RULE.test(line)) detail.push(line);
  }
  return { summary: first.replace("Error: ", ""), detail, ...found };
}

/** The address in the context of a file's line. Errors of syntax have no other address. */
function addressIn(context: string | undefined | null): { readonly address?: string } {
  const [, address] = /^resource\.(.+)$/.exec(context ?? "") ?? [];
  return address === undefined ? {} : { address };
}

interface JsonDiagnostic {
  readonly severity?: string;
  readonly summary?: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename?: string; readonly start?: { readonly line?: number } };
  readonly snippet?: { readonly code?: string; readonly context?: string | null } | null;
}

interface JsonMessage {
  readonly "@level"?: string;
  readonly "@message"?: string;
  readonly diagnostic?: JsonDiagnostic;
  readonly diagnostics?: readonly JsonDiagnostic[];
}

/** The errors in the output of a command with `-json`: a stream of messages, or the one document of `validate`. */
export function diagnosticsInJson(output: string): Diagnostic[] {
  return parseMessages(output).flatMap((message): Diagnostic[] => {
    if (message.diagnostics) return message.diagnostics.filter(({ severity }) => severity === "error").map(fromJson);
    if (message["@level"] !== "error") return [];
    const summary = message["@message"]?.replace(/^Error: /, "");
    return [fromJson({ ...(summary !== undefined && { summary }), ...message.diagnostic })];
  });
}

function parseMessages(output: string): JsonMessage[] {
  const whole = parseJson(output);
  return (whole ? [whole] : output.split("\n").map(parseJson)).flatMap((message) => message ?? []);
}

function parseJson(text: string): JsonMessage | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as JsonMessage;
  } catch {
    // A line that was cut off when Terraform was killed.
    return undefined;
  }
}

function fromJson({ summary = "", detail = "", address, range, snippet }: JsonDiagnostic): Diagnostic {
  return {
    summary,
    detail: detail.split("\n").filter((line) => line.trim() !== ""),
    ...addressIn(snippet?.context),
    ...(address !== undefined && { address }),
    ...(range?.filename !== undefined && { file: range.filename }),
    ...(range?.start?.line !== undefined && { line: range.start.line }),
    ...(snippet?.code !== undefined && { code: snippet.code.trim() }),
  };
}
