import { type WorkloadModels, workloadsByKind } from "../../constructs/compute/workloads";

/** A workload whose first image was not released yet. */
export interface WaitingWorkload {
  readonly kind: "service" | "worker";
  readonly name: string;
}

/** The workloads of an environment that have no tasks, because they wait for their first image. */
export function waitingWorkloads(platform: WorkloadModels): readonly WaitingWorkload[] {
  return workloadsByKind(platform).flatMap(({ kind, workload }) => (workload.waitsForImage ? [{ kind, name: workload.name }] : []));
}

/** Lines for a person: the workloads that wait, and how an image is released. Empty if no workload waits. */
export function waitingLines(platform: WorkloadModels & { readonly name: string }): readonly string[] {
  const waiting = waitingWorkloads(platform);
  if (waiting.length === 0) return [];
  const repositories = waiting.map(({ name }) => `${platform.name}/${name}`).join(", ");
  const digests = waiting.map(({ name }) => `${name}=sha256:…`).join(" ");
  return [
    ...waiting.map(({ kind, name }) => `${kind} ${name} waits for its first image: no task runs.`),
    `  fix: push the image to ${repositories}, then: npx --no-install terrace release set ${platform.name} ${digests}`,
  ];
}
