import { Token } from "cdktf";

/**
 * Longest description that CloudWatch takes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const DESCRIPTION_LIMIT = 1_024;

/** Where the runbooks are when nobody says otherwise: in the repository. */
export const RUNBOOKS = "docs/runbooks";

/** What a text is made from; alarms on metrics and composite alarms have it. */
export interface AlarmText {
  readonly name: readonly string[];
  readonly description: string;
  readonly reason: string;
  readonly runbook?: string | undefined;
}

/**
 * What the engineer reads in the e-mail, in Slack and on the telephone: what happened, why it matters, and where it says what to do.
 *
 * @param runbooks the folder of the runbooks, a URL or a path, without a slash at its end.
 * @throws RangeError if it is longer than CloudWatch allows.
 */
export function alarmText({ name, description, reason, runbook }: AlarmText, runbooks: string): string {
  const sentences = [description, reason, ...(runbook === undefined ? [] : [`Runbook: ${runbookAddress(runbook, runbooks)}`])];
  const text = sentences.join(" ");
  // A reference is longer or shorter than what it becomes.
  if (!Token.isUnresolved(text) && text.length > DESCRIPTION_LIMIT)
    throw new RangeError(
      `the text of alarm "${name.join("-")}" has ${text.length} characters; CloudWatch allows ${DESCRIPTION_LIMIT}: shorten its description or reason and let the runbook tell the rest`,
    );
  return text;
}

/** Where a runbook is. */
export function runbookAddress(runbook: string, runbooks: string): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(runbook))
    throw new RangeError(`"${runbook}" is no runbook's name: small letters, digits and single dashes, for example "database-down"`);
  return `${runbooks}/${runbook}.md`;
}
