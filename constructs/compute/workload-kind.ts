import type { z } from "zod";
import { sorted } from "../../language/collections";
import { type name, mapOf } from "../../language/fields";
import type { Rule } from "../../language/rule";
import type { KindMaps } from "../registry";
import type { EntryAround, WorkloadAround } from "./settings";

/** The definition of one kind of workload: data and functions that need no construct. */
export interface WorkloadKindSpec<
  Name extends string,
  Map extends string,
  Schema extends z.ZodType,
  Settings,
  Model extends { readonly name: string },
  Environment,
> {
  /** For example `service`. */
  readonly name: Name;
  /** The environment's map of such workloads, for example `services`. */
  readonly map: Map;
  /** Description of the map, for the field reference. */
  readonly meaning: string;
  /** The fields that a team can write. */
  readonly schema: Schema;
  /** Fills in all defaults. */
  readonly settings: (entry: z.output<Schema>, around: EntryAround) => Settings;
  /** Errors that no single field can show. */
  readonly rules: readonly Rule<Environment>[];
  /** Builds the model. The environment has passed all rules. */
  readonly model: (settings: Settings, around: { readonly name: string; readonly environment: KindMaps }) => Model;
  /** Names of the resources that it consumes, in addition to `uses`. */
  readonly consumes: (workload: Settings | Model) => readonly string[];
}

type Entries<Map extends string, Value> = Readonly<Record<Map, Readonly<Record<string, Value>>>>;

/** A kind of workload for its whole map. The types of single workloads are hidden, so that loops over all kinds need no casts. */
export interface WorkloadKindOf<
  Name extends string,
  Map extends string,
  Schema extends z.ZodType,
  Settings,
  Model extends { readonly name: string },
  Environment,
> {
  readonly name: Name;
  readonly map: Map;
  /** The field of the environment's schema. */
  readonly field: z.ZodDefault<z.ZodRecord<typeof name, Schema>>;
  readonly rules: readonly Rule<Environment>[];
  /** Fills in all defaults of all entries. */
  fill(environment: Entries<Map, z.output<Schema>>, around: WorkloadAround): Record<string, Settings>;
  /** The models of all entries, sorted by name. */
  build(settings: Entries<Map, Settings> & KindMaps): readonly Model[];
  /** Names of the resources that its workloads consume, in addition to `uses`. */
  consumed(settings: Entries<Map, Settings>): readonly string[];
  /** The workloads that consume one of the resources. */
  consumersOf(models: Readonly<Record<Map, readonly Model[]>>, resources: ReadonlySet<string>): readonly Model[];
}

/** Defines a kind of workload. All types are inferred; an error names the property that does not fit. */
export function defineWorkloadKind<
  const Name extends string,
  const Map extends string,
  Schema extends z.ZodType,
  Settings,
  Model extends { readonly name: string },
  Environment,
>(
  spec: WorkloadKindSpec<Name, Map, Schema, Settings, Model, Environment>,
): WorkloadKindOf<Name, Map, Schema, Settings, Model, Environment> {
  const { name, map, rules } = spec;
  return {
    name,
    map,
    rules,
    field: mapOf(spec.schema).default({}).describe(spec.meaning),
    fill: (environment, around) => {
      const entries = Object.entries<z.output<Schema>>(environment[map]);
      return Object.fromEntries(entries.map(([key, entry]) => [key, spec.settings(entry, { ...around, name: key })] as const));
    },
    build: (settings) => {
      const entries: Entries<Map, Settings> = settings;
      return sorted(entries[map]).map(([key, entry]) => spec.model(entry, { name: key, environment: settings }));
    },
    consumed: (settings) => Object.values<Settings>(settings[map]).flatMap((workload) => [...spec.consumes(workload)]),
    consumersOf: (models, resources) => models[map].filter((workload) => spec.consumes(workload).some((one) => resources.has(one))),
  };
}
