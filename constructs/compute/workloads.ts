import type { Use } from "../registry";
import type { WorkloadAround } from "./settings";
import { serviceKind } from "./service/kind";
import { workerKind } from "./worker/kind";

/** All kinds of workloads, in the order of the field reference. */
export const WORKLOAD_KINDS = [serviceKind, workerKind] as const;

/** The types that follow from the list, and the loops over it. */

type AnyKind = (typeof WORKLOAD_KINDS)[number];

/** A kind of workload, for example `service`. */
export type WorkloadKind = AnyKind["name"];

/** A map of the environment that holds workloads, for example `services`. */
export type WorkloadMap = AnyKind["map"];

type WorkloadShape = { readonly [K in AnyKind as K["map"]]: K["field"] };

/** All maps of workloads with defaults filled in. */
export type WorkloadMaps = { [K in AnyKind as K["map"]]: ReturnType<K["fill"]> };

/** The settings of one workload of any kind. */
export type AnyWorkloadSettings = WorkloadMaps[WorkloadMap][string];

/** The models of all workloads, by map. */
export type WorkloadModels = { readonly [K in AnyKind as K["map"]]: ReturnType<K["build"]> };

/** One workload of any kind. */
export type AnyWorkload = WorkloadModels[WorkloadMap][number];

/** One workload with its kind, by kind. */
export type WorkloadsByKind = {
  readonly [K in AnyKind as K["name"]]: { readonly kind: K["name"]; readonly workload: ReturnType<K["build"]>[number] };
};

type Intersection<Union> = (Union extends unknown ? (value: Union) => void : never) extends (value: infer All) => void ? All : never;
type First<Function> = Function extends (first: infer Argument, ...others: never[]) => unknown ? Argument : never;

/** A value for each map. The cast is sound, because every kind returns the value of its own map. */
function byMap<Values extends Record<WorkloadMap, unknown>>(make: (kind: AnyKind) => Values[WorkloadMap]): Values {
  return Object.fromEntries(WORKLOAD_KINDS.map((kind) => [kind.map, make(kind)])) as Values;
}

/** The maps of all kinds of workloads. */
export const WORKLOAD_MAPS: readonly WorkloadMap[] = WORKLOAD_KINDS.map(({ map }) => map);

/** The environment's fields for all kinds of workloads. */
export const workloadShape = byMap<WorkloadShape>((kind) => kind.field);

/** Fills in all defaults of all workloads. */
export function fillWorkloads(environment: Intersection<First<AnyKind["fill"]>>, around: WorkloadAround): WorkloadMaps {
  return byMap<WorkloadMaps>((kind) => kind.fill(environment, around));
}

/** The models of all workloads. */
export function buildWorkloads(settings: Intersection<First<AnyKind["build"]>>): WorkloadModels {
  return byMap<WorkloadModels>((kind) => kind.build(settings));
}

/** All workloads, in the order of the kinds. */
export function workloadsIn(models: WorkloadModels): readonly AnyWorkload[] {
  return WORKLOAD_MAPS.flatMap<AnyWorkload>((map) => [...models[map]]);
}

/** Names of the workloads that use a resource. */
export function usersOf(models: WorkloadModels, used: Use): readonly string[] {
  return workloadsIn(models).flatMap(({ name, uses }) =>
    uses.some((use) => use.kind === used.kind && use.name === used.name) ? [name] : [],
  );
}

/** All workloads with their kind. The cast is sound, because each kind lists the workloads of its own map. */
export function workloadsByKind(models: WorkloadModels): readonly WorkloadsByKind[WorkloadKind][] {
  return WORKLOAD_KINDS.flatMap(({ name: kind, map }) =>
    models[map].map((workload) => ({ kind, workload }) as WorkloadsByKind[WorkloadKind]),
  );
}

/** Names of the resources that workloads consume, in addition to `uses`. */
export function consumedNames(settings: WorkloadMaps): readonly string[] {
  return WORKLOAD_KINDS.flatMap((kind) => [...kind.consumed(settings)]);
}

/** The workloads that consume one of the resources. */
export function consumersOf(models: WorkloadModels, resources: ReadonlySet<string>): readonly AnyWorkload[] {
  return WORKLOAD_KINDS.flatMap<AnyWorkload>((kind) => [...kind.consumersOf(models, resources)]);
}
