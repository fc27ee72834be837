/** How levels are spelled, by the field that has them. A `*` stands for anything: `err`, `error`. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  /** pino, winston, zap, logrus, slog, Serilog. */
  "$.level": ["err*", "fatal", "crit*", "panic", "emerg*", "ERR*", "FATAL", "CRIT*", "PANIC", "EMERG*", "Err*", "Fatal", "Crit*"],
  /** Of Google's schema, which many libraries took over. */
  "$.severity": ["err*", "fatal", "crit*", "ERR*", "FATAL", "CRIT*", "EMERG*", "ALERT", "Err*", "Fatal", "Crit*"],
  /** Python. */
  "$.levelname": ["ERROR", "CRITICAL"],
  /** .NET. */
  "$.LogLevel": ["Error", "Critical"],
  /** The Elastic Common Schema: a key with a dot in it. */
  "$.['log.level']": ["error", "fatal", "ERROR", "FATAL"],
};

/** The number of an error in pino and bunyan; 60 is fatal. */
const NUMBER = 50;

/**
 * Lines of structured logs that are errors, as a filter pattern. It compares texts and no regular expressions: a log group may have five of
 * them in all its patterns, and those are the team's.
 *
 * A line that is not JSON matches nothing: a stack trace on its own counts as lines, not as errors.
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
 * The same as {@link ERROR_LINES} as commands of CloudWatch Logs Insights, which knows regular expressions. A command each: `filter` is
 * documented for fields, and a field made by `fields` is one.
 */
export const ONLY_ERRORS: readonly string[] = [
  "fields coalesce(level, severity, levelname, LogLevel, `log.level`) as howBad",
  `filter howBad like /(?i)^(err|fatal|crit|panic|emerg|alert)/ or level >= ${NUMBER}`,
];
