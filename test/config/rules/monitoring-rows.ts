import { type Row, expected } from "./row";

const PAGER_DUTY = "https://events.pagerduty.com/integration/00000000000000000000000000000000/enqueue";
const OPSGENIE = "https://api.opsgenie.com/v1/json/cloudwatch?apiKey=00000000-0000-0000-0000-000000000000";

const pattern = '{ $.event = "upload" }';
const alarm = { above: 5, for: "10 minutes", severity: "ticket", reason: "People notice." };
const uploads = (more: object) => ({ "services.api.metrics.uploads": { pattern, ...more } });
const expressions = "{ $.a = %a% || $.b = %b% }";
const many = Object.fromEntries(Array.from({ length: 91 }, (_, index) => [`m${index}`, { pattern }]));
const withoutNat = { "network.natGateways": "none", "network.interfaceEndpoints": ["ecr.api", "ecr.dkr", "logs"] };
const worker = { image: "mailer:1.0.0", consumes: "emails" };
const tcp = { image: "tcp:1.0.0", port: 9000, listener: { protocol: "tcp", port: 9000 } };

/** Violations of the rules about alerts, custom metrics, SLOs, tracing and observability. */
export const monitoringRows: readonly Row[] = [
  [
    "alerts.email-twice",
    { "alerts.ticket.emails": ["a@example.com", "b@example.com", "A@example.com"] },
    expected("alerts.ticket.emails[2]", "A@example.com", "duplicate", "each address once", "Remove it"),
  ],
  [
    "alerts.email-twice",
    { "alerts.page.emails": ["a@example.com", "a@example.com"] },
    expected("alerts.page.emails[1]", "a@example.com", "duplicate", "each address once", "Remove it"),
  ],
  [
    "alerts.same-integration",
    { "alerts.page": { pagerDuty: PAGER_DUTY }, "alerts.ticket": { pagerDuty: PAGER_DUTY } },
    expected(
      "alerts.ticket.pagerDuty",
      "https://events.pagerduty.com/…",
      "would page people",
      "separate integration",
      "second integration",
    ),
  ],
  [
    "alerts.same-integration",
    { "alerts.page": { opsgenie: OPSGENIE }, "alerts.ticket": { opsgenie: OPSGENIE } },
    expected("alerts.ticket.opsgenie", "https://api.opsgenie.com/…", "would page people", "separate integration", "second integration"),
  ],
  [
    "alerts.nobody-paged",
    uploads({ alarm: { ...alarm, severity: "page", runbook: "uploads" } }),
    expected("services.api.metrics.uploads.alarm.severity", "page", "no target for pages", "has a target", "on-call@example.com"),
  ],
  [
    "metric.filters",
    { "services.api.metrics": many },
    expected("services.api.metrics", Object.keys(many).sort(), "has 91 metrics", "at most 90", "embedded metric format"),
  ],
  [
    "metric.pattern",
    uploads({ pattern: '{ $.event == "upload" }' }),
    expected("services.api.metrics.uploads.pattern", '{ $.event == "upload" }', "no valid condition", "$.bytes > 0", "&&"),
  ],
  [
    "metric.pattern",
    { "queues.emails": {}, "workers.mailer": { ...worker, metrics: { mails: { pattern: "{ }" } } } },
    expected("workers.mailer.metrics.mails.pattern", "{ }", "has no condition", "$.event", "For example"),
  ],
  [
    "metric.expressions",
    uploads({ pattern: "{ $.a = %a% || $.b = %b% || $.c = %c% }" }),
    expected(
      "services.api.metrics.uploads.pattern",
      "{ $.a = %a% || $.b = %b% || $.c = %c% }",
      "3 regular expressions",
      "at most 2 in one pattern",
      "matches anything",
    ),
  ],
  [
    "metric.expressions",
    { "services.api.metrics": { a: { pattern: expressions }, b: { pattern: expressions }, c: { pattern: expressions }, d: { pattern } } },
    expected("services.api.metrics", ["a", "b", "c"], "6 regular expressions", "at most 5", "matches anything"),
  ],
  [
    "metric.bound",
    uploads({ alarm: { ...alarm, below: 1 } }),
    expected("services.api.metrics.uploads.alarm", { above: 5, below: 1 }, "both `above` and", "one threshold", "two metrics"),
  ],
  [
    "metric.bound",
    uploads({ alarm: { ...alarm, above: undefined } }),
    expected("services.api.metrics.uploads.alarm", undefined, "neither `above` nor", "one threshold", "`above: 5`"),
  ],
  [
    "metric.never",
    uploads({ alarm: { ...alarm, above: undefined, below: 0 } }),
    expected("services.api.metrics.uploads.alarm.below", 0, "never be reached", "above 0", "`below: 1`"),
  ],
  [
    "metric.minutes",
    uploads({ alarm: { ...alarm, for: "90 seconds" } }),
    expected("services.api.metrics.uploads.alarm.for", "90 seconds", "is not in whole minutes", "once a minute", '"2 minutes"'),
  ],
  [
    "metric.runbook",
    { "alerts.ticket.emails": ["a@example.com"], ...uploads({ alarm: { ...alarm, severity: "page" } }) },
    expected("services.api.metrics.uploads.alarm.runbook", undefined, "requires a runbook", "without .md", '"uploads"'),
  ],
  [
    "objectives.latency",
    { "services.api.objectives": { latency: { p: 99, under: "30 seconds" } } },
    expected(
      "services.api.objectives.latency.under",
      "30 seconds",
      "timeout of CloudFront, 30 seconds",
      "less than 30 seconds",
      "Lower it",
    ),
  ],
  [
    "service.http-only",
    { "services.tcp": { ...tcp, objectives: { availability: "99.9%" } } },
    expected("services.tcp.objectives", { availability: "99.9%" }, "HTTP services only", "together with `routes`", "Remove it"),
  ],
  [
    "tracing.nat-none",
    { ...withoutNat, "services.api.tracing": { sampling: "5%" } },
    expected("services.api.tracing", { sampling: "5%" }, "without a NAT gateway", "false", "Remove it"),
  ],
  [
    "observability.prometheus-nat-none",
    { ...withoutNat, "observability.prometheus": true },
    expected("observability.prometheus", true, "without a NAT gateway", "false", "Remove it"),
  ],
  [
    "tracing.port",
    { "services.api.port": 4317, "services.api.tracing": { sampling: "5%" } },
    expected("services.api.port", 4317, "port of the collector", "4317, 4318 or 13133", "`tracing: false`"),
  ],
  [
    "tracing.port",
    { "services.tcp": { ...tcp, listener: { ...tcp.listener, healthPort: 13_133 } }, "observability.prometheus": true },
    expected("services.tcp.listener.healthPort", 13_133, "port of the collector", "4317, 4318 or 13133", "another port"),
  ],
  [
    "tracing.variable",
    { "services.api.tracing": { sampling: "5%" }, "services.api.environment": { OTEL_TRACES_SAMPLER: "always_on" } },
    expected(
      "services.api.environment.OTEL_TRACES_SAMPLER",
      "always_on",
      "address and configuration of the collector",
      "does not set",
      "`tracing.sampling`",
    ),
  ],
  [
    "tracing.variable",
    {
      "queues.emails": {},
      "workers.mailer": { ...worker, environment: { OTEL_SERVICE_NAME: "mail" } },
      "observability.prometheus": true,
    },
    expected(
      "workers.mailer.environment.OTEL_SERVICE_NAME",
      "mail",
      "address and configuration of the collector",
      "does not set",
      "`tracing: false`",
    ),
  ],
  [
    "observability.grafana-region",
    { homeRegion: "eu-north-1", "observability.grafana": true },
    expected("observability.grafana", true, "eu-north-1, the home region", "eu-west-1", "Remove it"),
  ],
];
