import { nonEmpty, sorted } from "../../language/collections";
import { type Image, parseImage } from "../../language/images";
import { type KindMaps, type Use, findUses } from "../registry";
import type { WorkloadMetricAlarm, WorkloadMetric, Tracing } from "../watching/model";
import { egressModel } from "./egress/model";
import type { Container, Schedule } from "./model";
import type { ScheduleEntry, WorkloadEntry } from "./schema";
import type { TracingSettings, WorkloadSettings } from "./settings";
import { environmentModel } from "./variables/model";
import { secretVariables } from "./variables/secret-parts";

/** A custom metric of a workload as written in the environment file. */
export type MetricSettings = WorkloadEntry["metrics"][string];

/** The common part of the service and worker models. */
export function workloadModel(environment: KindMaps, name: string, { uses, connectionsPerTask, capacity, ...rest }: WorkloadSettings) {
  return {
    name,
    ...(rest.waitsForImage && { waitsForImage: true as const }),
    uses: uses.map((use) => resolveUse(environment, use)),
    egress: egressModel(rest.egress),
    connectionsPerTask,
    capacity,
    metrics: buildMetrics(rest.metrics),
    level: rest.observability.level,
    ...tracingOf(rest.tracing),
  };
}

function resolveUse(environment: KindMaps, name: string): Use {
  return nonEmpty(findUses(environment, name)[0], `a resource named ${name}`);
}

/** The container of a service or worker. */
export function containerModel(resources: KindMaps, settings: WorkloadSettings, healthCommand: readonly string[] | undefined): Container {
  const { cpu, memory, architecture, entrypoint, command, workingDirectory, environment, secrets } = settings;
  const { user, fileSystem, writablePaths, opensFolders, stopTimeout } = settings;
  return {
    image: image(settings.image),
    cpu,
    memory,
    architecture,
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(command === undefined ? {} : { command }),
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
    secrets: secretVariables(secrets),
    ...environmentModel(environment, resources),
    user,
    fileSystem,
    writablePaths,
    opensFolders,
    ...(healthCommand === undefined ? {} : { healthCommand }),
    stopTimeout,
  };
}

function image(reference: string): Image {
  const parsed = parseImage(reference);
  return nonEmpty(parsed.ok ? parsed.image : undefined, "a valid image");
}

interface Scaled extends Pick<WorkloadSettings, "waitsForImage"> {
  readonly scale: { readonly min: number; readonly max: number; readonly schedules: Readonly<Record<string, ScheduleEntry>> };
}

/**
 * Minimum and maximum number of tasks, and the schedules that change them, sorted by name. A workload that waits for its first image has no
 * task: ECS would start tasks that can never pull it.
 */
export function taskLimits({ scale: { min, max, schedules }, waitsForImage }: Scaled): {
  readonly min: number;
  readonly max: number;
  readonly schedules: readonly Schedule[];
} {
  if (waitsForImage) return { min: 0, max, schedules: [] };
  return { min, max, schedules: sorted(schedules).map(([name, schedule]) => ({ name, ...schedule })) };
}

/** The model's `tracing` of a workload. */
function tracingOf(tracing: TracingSettings): { readonly tracing?: Tracing } {
  return tracing === false ? {} : { tracing };
}

function buildMetrics(metrics: Readonly<Record<string, MetricSettings>>): readonly WorkloadMetric[] {
  return sorted(metrics).map(([name, metric]) => {
    const { pattern, value, statistic } = metric;
    const unit = metric.unit ?? (value === undefined ? "Count" : undefined);
    return {
      name,
      pattern,
      value: value ?? "1",
      ...(unit === undefined ? {} : { unit }),
      statistic,
      betterIs: metric.betterIs ?? awayFrom(metric.alarm),
      ...(metric.alarm === undefined ? {} : { alarm: buildAlarm(name, metric.alarm) }),
    };
  });
}

function awayFrom(alarm: MetricSettings["alarm"]): WorkloadMetric["betterIs"] {
  if (alarm === undefined) return "neither";
  return alarm.above === undefined ? "higher" : "lower";
}

function buildAlarm(name: string, alarm: NonNullable<MetricSettings["alarm"]>): WorkloadMetricAlarm {
  const { above, below, severity, runbook, reason } = alarm;
  const limit =
    above === undefined
      ? { comparison: "below" as const, threshold: nonEmpty(below, `a threshold of ${name}`) }
      : { comparison: "above" as const, threshold: above };
  const rest = { ...limit, for: alarm.for, reason };
  if (severity === "page") return { ...rest, severity, runbook: nonEmpty(runbook, `a runbook of ${name}`) };
  return { ...rest, severity, ...(runbook === undefined ? {} : { runbook }) };
}
