import { Token } from "cdktf";

/**
 * Maximum length of an alarm description in CloudWatch.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const DESCRIPTION_LIMIT = 1_024;

/** Default folder of the runbooks, in the repository. */
export const RUNBOOKS = "docs/runbooks";

/** Parts of the description of metric alarms and composite alarms. */
export interface AlarmText {
  readonly name: readonly string[];
  readonly description: string;
  readonly reason: string;
  readonly runbook?: string | undefined;
}

/**
 * The text of a notification: description, reason and runbook.
 *
 * @param runbooks the folder of the runbooks, a URL or a path, without a trailing slash.
 * @throws RangeError if the text is longer than CloudWatch allows.
 */
export function alarmText({ name, description, reason, runbook }: AlarmText, runbooks: string): string {
  const sentences = [description, reason, ...(runbook === undefined ? [] : [`Runbook: ${runbookAddress(runbook, runbooks)}`])];
  const text = sentences.join(" ");
  // The length of a reference differs from that of its value.
  if (!Token.isUnresolved(text) && text.length > DESCRIPTION_LIMIT)
    throw new RangeError(
      `the text of alarm "${name.join("-")}" has ${text.length} characters; CloudWatch allows ${DESCRIPTION_LIMIT}: shorten its description or reason and move details to the runbook`,
    );
  return text;
}

/** URL or path of a runbook. */
export function runbookAddress(runbook: string, runbooks: string): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(runbook))
    throw new RangeError(
      `"${runbook}" is not a valid runbook name; allowed: lowercase letters, digits and single hyphens, for example "database-down"`,
    );
  return `${runbooks}/${runbook}.md`;
}
