/** Spellings of error levels, by log field. `*` is a wildcard: `err*` matches `err` and `error`. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  /** pino, winston, zap, logrus, slog, Serilog. */
  "$.level": ["err*", "fatal", "crit*", "panic", "emerg*", "ERR*", "FATAL", "CRIT*", "PANIC", "EMERG*", "Err*", "Fatal", "Crit*"],
  /** Google Cloud's schema, which many libraries use. */
  "$.severity": ["err*", "fatal", "crit*", "ERR*", "FATAL", "CRIT*", "EMERG*", "ALERT", "Err*", "Fatal", "Crit*"],
  /** Python. */
  "$.levelname": ["ERROR", "CRITICAL"],
  /** .NET. */
  "$.LogLevel": ["Error", "Critical"],
  /** Elastic Common Schema: the key contains a dot. */
  "$.['log.level']": ["error", "fatal", "ERROR", "FATAL"],
};

/** The numeric error level of pino and bunyan; 60 is fatal. */
const NUMBER = 50;

/**
 * A filter pattern for error lines of structured logs. It compares strings instead of using regular expressions, because a log group allows
 * only five regular expressions in all its patterns, and those are left to the team.
 *
 * A line that is not JSON never matches: a plain stack trace counts as lines, not as errors.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 * @see https://getpino.io/#/docs/api?id=loggerlevel-string-gettersetter
 */
export const ERROR_LINES = `{ ${[
  ...Object.entries(SPELLINGS).flatMap(([field, levels]) => levels.map((level) => `(${field} = "${level}")`)),
  `($.level >= ${NUMBER})`,
].join(" || ")} }`;

/** All lines, JSON or not. */
export const ALL_LINES = "";

/**
 * {@link ERROR_LINES} as commands of CloudWatch Logs Insights, which supports regular expressions. `filter` can use a field that `fields`
 * defines, so these are two commands.
 */
export const ONLY_ERRORS: readonly string[] = [
  "fields coalesce(level, severity, levelname, LogLevel, `log.level`) as howBad",
  `filter howBad like /(?i)^(err|fatal|crit|panic|emerg|alert)/ or level >= ${NUMBER}`,
];
