import type { TextLimit } from "../language/text-limit";

/**
 * What the fields of AWS take that hold a team's own words: how long a text may be and of what it may consist. Fields that hold names and
 * other things with a form of their own have it in the schema, beside the field.
 */
const CONTAINER = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html";

/** Bytes of a whole task definition, as JSON: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const TASK_DEFINITION_SIZE = 64 * 1_024;

export const TEXT_LIMITS = {
  /** The whole description has 1,024; Terrace's own words before it and the runbook's address behind it need the rest. */
  alarmReason: {
    what: "one line",
    min: 1,
    max: 300,
    lines: "one",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (AlarmDescription)",
  },
  /** The quota can be raised; a policy near it is better shortened. */
  contentSecurityPolicy: {
    what: "a Content-Security-Policy in one line of ASCII",
    min: 1,
    max: 1_783,
    lines: "one",
    characters: /^[ -~]*$/,
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-custom-headers",
  },
  /** ECS states no limit but that of the task definition, which holds them all. */
  containerText: { what: "a text", min: 0, max: TASK_DEFINITION_SIZE / 2, lines: "several", source: CONTAINER },
  containerPath: { what: "an absolute path", min: 1, max: 255, lines: "one", source: `${CONTAINER} (mountPoints)` },
  /** With the registry's host name in front. */
  image: { what: "a reference to an image", min: 1, max: 255, lines: "one", source: `${CONTAINER} (image)` },
  metricPattern: {
    what: "a JSON filter pattern of CloudWatch Logs in braces",
    min: 1,
    max: 1_024,
    lines: "one",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html",
  },
  parameterName: {
    what: "the name of a parameter of the engine",
    min: 1,
    max: 255,
    lines: "one",
    characters: /^[A-Za-z][\w.-]*$/,
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Parameter.html",
  },
  /** RDS states no limit: what its longest parameters take, lists of extensions or of SQL modes, is far below this. */
  parameterValue: {
    what: "a value in one line",
    min: 0,
    max: 4_096,
    lines: "one",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Parameter.html",
  },
  scheduleExpression: {
    what: "an expression of Application Auto Scaling",
    min: 1,
    max: 1_600,
    lines: "one",
    source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html (Schedule)",
  },
  secretDescription: {
    what: "one line",
    min: 1,
    max: 2_048,
    lines: "one",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html (Description)",
  },
  tagKey: {
    what: "a tag's key of letters, digits, spaces and _ . : / = + - @",
    min: 1,
    max: 128,
    lines: "one",
    characters: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
    source: "https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_Tag.html",
  },
  tagValue: {
    what: "letters, digits, spaces and _ . : / = + - @",
    min: 0,
    max: 256,
    lines: "one",
    characters: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
    source: "https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_Tag.html",
  },
} as const satisfies Readonly<Record<string, TextLimit>>;

/**
 * What CloudWatch takes as a value of a metric, and so as a threshold.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html (Value).
 */
export const METRIC_VALUE_LIMIT = 2 ** 360;
