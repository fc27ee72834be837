import type { TextLimit } from "../language/text-limit";

/**
 * Limits of AWS fields for free text: length and characters. Fields with a specific format, such as names, have it in the schema.
 */
const CONTAINER = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html";

/** Maximum size of a task definition as JSON, in bytes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const TASK_DEFINITION_SIZE = 64 * 1_024;

/** Maximum size of a standard parameter of Systems Manager, in bytes: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
export const PARAMETER_SIZE = 4 * 1_024;

export const TEXT_LIMITS = {
  /** The maximum of the complete description is 1,024; Terrace adds its own text before and the runbook's address after the reason. */
  alarmReason: {
    what: "one line",
    min: 1,
    max: 300,
    lines: "one",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (AlarmDescription)",
  },
  /** The quota can be increased, but shortening the policy is better. */
  contentSecurityPolicy: {
    what: "a Content-Security-Policy on one line, in ASCII",
    min: 1,
    max: 1_783,
    lines: "one",
    characters: /^[ -~]*$/,
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-custom-headers",
  },
  /** ECS limits only the size of the task definition, which contains all of them. */
  containerText: { what: "a string", min: 0, max: TASK_DEFINITION_SIZE / 2, lines: "several", source: CONTAINER },
  containerPath: { what: "an absolute path", min: 1, max: 255, lines: "one", source: `${CONTAINER} (mountPoints)` },
  /** Including the host name of the registry. */
  image: { what: "an image reference", min: 1, max: 255, lines: "one", source: `${CONTAINER} (image)` },
  metricPattern: {
    what: "a JSON filter pattern of CloudWatch Logs in braces",
    min: 1,
    max: 1_024,
    lines: "one",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html",
  },
  parameterName: {
    what: "the name of an engine parameter",
    min: 1,
    max: 255,
    lines: "one",
    characters: /^[A-Za-z][\w.-]*$/,
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Parameter.html",
  },
  /** RDS documents no limit. The values of its longest parameters, lists of extensions or SQL modes, are far below this. */
  parameterValue: {
    what: "a value on one line",
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
    what: "a tag key of letters, digits, spaces and _ . : / = + - @",
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
 * Maximum absolute value of a CloudWatch metric, and of a threshold.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html (Value).
 */
export const METRIC_VALUE_LIMIT = 2 ** 360;
