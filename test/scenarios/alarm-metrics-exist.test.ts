import { LATENCY_METRICS } from "../../constructs/compute/latency-metrics";
import { FACTS, whyNotPublished } from "../support/facts";
import type { Metric, Statistic } from "../../constructs/watching/metric";
import { full } from "../fixtures/environments/full";
import { lean, mixed } from "../fixtures/environments/levels";
import { dev, prod, staging } from "../fixtures/environments/photofeed";
import { stores } from "../fixtures/environments/stores";
import { metricsOf } from "../support/alarms/outage-simulation";
import { placed, type Watching, watchingOf } from "../support/alarms/platform-alarms";
import type { Block } from "../support/synth";

const PLATFORMS = [prod, staging, dev, lean, mixed, full, stores].map((environment) => {
  const watching = watchingOf(environment);
  return [watching.platform.name, watching] as const;
});

/** A metric that an alarm, graph or scaling policy reads, with its region. */
interface Read {
  readonly by: string;
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
}

function readByAlarms({ alarms }: Watching): readonly Read[] {
  return alarms.flatMap(({ block, region }) =>
    metricsOf(block).map(({ namespace, metric_name, dimensions = {}, stat }) => ({
      by: block.alarm_name as string,
      region,
      namespace,
      name: metric_name,
      dimensions,
      statistic: stat,
    })),
  );
}

interface CustomMetric {
  readonly metric_stat?: {
    readonly stat: string;
    readonly metric: {
      readonly namespace: string;
      readonly metric_name: string;
      readonly dimensions?: readonly { readonly name: string; readonly value: string }[];
    };
  };
}

/** Custom metrics of scaling policies; AWS publishes the predefined metrics. */
function readByScaling({ stacks }: Watching): readonly Read[] {
  return placed(stacks, "aws_appautoscaling_policy").flatMap(({ block, region }) => {
    const tracking = block.target_tracking_scaling_policy_configuration as Block | undefined;
    const custom = tracking?.customized_metric_specification as { readonly metrics?: readonly CustomMetric[] } | undefined;
    return (custom?.metrics ?? []).flatMap(({ metric_stat }) => {
      if (!metric_stat) return [];
      const { namespace, metric_name, dimensions = [] } = metric_stat.metric;
      const values = Object.fromEntries(dimensions.map(({ name, value }) => [name, value]));
      return [{ by: block.name as string, region, namespace, name: metric_name, dimensions: values, statistic: metric_stat.stat }];
    });
  });
}

interface Widget {
  readonly type: string;
  readonly properties: { readonly region: string; readonly title: string; readonly metrics: readonly (readonly unknown[])[] };
}

function readByDashboards({ stacks }: Watching): readonly Read[] {
  return placed(stacks, "aws_cloudwatch_dashboard").flatMap(({ block }) => {
    const { widgets } = JSON.parse(block.dashboard_body as string) as { readonly widgets: readonly Widget[] };
    const graphs = widgets.filter(({ type }) => type === "metric");
    return graphs.flatMap(({ properties }) => properties.metrics.flatMap((line) => readByLine(line, properties)));
  });
}

/** `[namespace, name, dimension, value, …, options]`; an expression has only options. */
function readByLine(line: readonly unknown[], { region, title }: Widget["properties"]): readonly Read[] {
  const texts = line.slice(0, -1) as string[];
  const options = line.at(-1) as { readonly stat: string; readonly region?: string };
  const [namespace, name, ...rest] = texts;
  if (namespace === undefined || name === undefined) return [];
  const pairs = rest.flatMap((text, index) => (index % 2 === 0 ? [[text, rest[index + 1] ?? ""] as const] : []));
  return [{ by: title, region: options.region ?? region, namespace, name, dimensions: Object.fromEntries(pairs), statistic: options.stat }];
}

/** Metrics that a platform's metric filters and collector sidecars publish, with their regions. */
function publishedBy({ stacks }: Watching): ReadonlySet<string> {
  const filters = placed(stacks, "aws_cloudwatch_log_metric_filter").map(({ block, region }) => {
    const { namespace, name } = block.metric_transformation as { readonly namespace: string; readonly name: string };
    return `${region} ${namespace} ${name}`;
  });
  const collected = placed(stacks, "aws_ecs_task_definition").flatMap(({ block, region }) => {
    const namespace = /\\"namespace\\":\\"(Terrace\/Latency\/[\w-]+)\\"/.exec(block.container_definitions as string)?.[1];
    return namespace === undefined ? [] : LATENCY_METRICS.map((name) => `${region} ${namespace} ${name}`);
  });
  return new Set([...filters, ...collected]);
}

/** Namespaces of Terrace. */
const isOurs = ({ namespace }: Read) => namespace.startsWith("Terrace/");

/** Why no one publishes the metric in that region. Units are not in the synthesized Terraform; the tests of the metric definitions check them. */
function reasons({ by, region, statistic, ...metric }: Read): readonly string[] {
  const fact = FACTS.find(({ namespace, name }) => namespace === metric.namespace && name === metric.name);
  const asked: Metric = {
    ...metric,
    statistic: statistic as Statistic,
    label: by,
    betterIs: "neither",
    ...(fact?.region !== undefined && { region }),
  };
  return whyNotPublished(asked).flatMap((reason) => (reason.startsWith("the unit of ") ? [] : [`${by}: ${reason}`]));
}

const READERS = [
  ["alarms", readByAlarms],
  ["scaling policies", readByScaling],
  ["dashboards", readByDashboards],
] as const;

const CASES = PLATFORMS.flatMap(([name, watching]) => READERS.map(([what, read]) => [name, what, read(watching)] as const));

test.each(CASES)("%s: AWS publishes every metric that %s read, in the region where they read it", (_, what, read) => {
  if (what !== "scaling policies") expect(read.length).toBeGreaterThan(20);
  expect(read.filter((each) => !isOurs(each)).flatMap(reasons)).toEqual([]);
});

test.each(PLATFORMS)("%s: a metric filter or a collector publishes every custom metric that is read, in the same region", (_, watching) => {
  const published = publishedBy(watching);
  const ours = READERS.flatMap(([, read]) => read(watching).filter(isOurs));
  const missing = ours.filter(({ region, namespace, name }) => !published.has(`${region} ${namespace} ${name}`));
  expect(missing.map(({ by, region, name }) => `${by} in ${region}: ${name}`)).toEqual([]);
});

/** Metrics of CloudFront that it publishes only with additional metrics, which are billed. */
const ADDITIONAL = ["OriginLatency", "CacheHitRate"];

test.each(PLATFORMS)(
  "%s: metrics of Container Insights and CloudFront's additional metrics are read only where they are enabled",
  (_, watching) => {
    const reads = READERS.flatMap(([, read]) => read(watching));
    const clusters = placed(watching.stacks, "aws_ecs_cluster").filter(({ block }) => JSON.stringify(block.setting).includes("enabled"));
    const enabled = new Set(clusters.map(({ region }) => region));
    const insights = reads.filter(({ namespace, region }) => namespace === "ECS/ContainerInsights" && !enabled.has(region));
    const additional = placed(watching.stacks, "aws_cloudfront_monitoring_subscription").length > 0;
    const latency = reads.filter(({ namespace, name }) => namespace === "AWS/CloudFront" && ADDITIONAL.includes(name) && !additional);
    expect([...insights, ...latency].map(({ by, name }) => `${by}: ${name}`)).toEqual([]);
  },
);
