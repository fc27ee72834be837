import { type Duration, seconds } from "../language/units";

/** Retention periods of CloudWatch Logs, in days (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html). */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557, 2_922, 3_288, 3_653,
];

/** Whether CloudWatch Logs supports exactly this retention period. */
export function isLogRetention(duration: Duration): boolean {
  return LOG_RETENTION_DAYS.includes(seconds(duration) / 86_400);
}

/** The shortest supported retention period that is at least this long. */
export function logRetentionStep(duration: Duration): Duration {
  const days = LOG_RETENTION_DAYS.find((step) => step * 86_400 >= seconds(duration)) ?? 3_653;
  return days === 1 ? "1 day" : `${days} days`;
}
