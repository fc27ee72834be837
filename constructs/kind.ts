import type { z } from "zod";
import type { NameKind } from "../aws/name-limits";
import { sorted } from "../language/collections";
import { type name, mapOf } from "../language/fields";
import type { Path } from "../language/paths";
import type { Rule } from "../language/rule";
import { STAGE_NAMES, type StageName } from "../language/stage-names";
import type { KindRights } from "./core/actions";
import type { Attributes } from "./core/attributes";
import type { Losses } from "./core/losses";
import type { Variables } from "./core/variables";
import type { Place } from "./watching/place";
import { type QuestionWithLogGroups, type LogGroups, type Question, withLogGroups } from "./watching/question";
import type { Tier } from "./watching/tier";
import type { Watch } from "./watching/watch";

/** A physical name derived from a name in the environment file, with the path of that field. */
export interface NamedResource {
  readonly path: Path;
  readonly kind: NameKind;
  readonly parts: readonly string[];
}

/** A kind of name and the parts after the environment's name. */
export type KindAndParts = readonly [NameKind, ...string[]];

/** Context of one resource of a kind: its name, and the part of the environment that the kind reads. */
export interface Around<Needs> {
  readonly name: string;
  readonly environment: Needs;
}

/** The same context with the stage defaults. An interface, because TypeScript cannot infer type arguments from an intersection. */
export interface AroundEntry<Needs, Row> extends Around<Needs> {
  readonly row: Row;
}

/**
 * Specification of a kind of resource, without its construct. A new kind consists of a specification, a construct, a line in `kinds.ts`,
 * and a line in the stack that creates it: docs/internals/add-a-kind.md.
 *
 * `Needs` is the part of the environment that the kind reads, with defaults applied. Declare it once, in the kind's `model.ts`.
 */
export interface KindSpec<
  Name extends string,
  Map extends string,
  Schema extends z.ZodType,
  Row,
  Needs,
  Settings,
  Model extends { readonly name: string },
  Part,
  TierName extends string,
  Source extends string,
> {
  /** For example `queue`. */
  readonly name: Name;
  /** The environment's map of such resources, for example `queues`. */
  readonly map: Map;
  /** Description of the map in the field reference. */
  readonly meaning: string;
  /** Schema of one entry of the map. */
  readonly schema: Schema;
  /** Stage defaults; {@link NO_STAGES} if there are none. */
  readonly stages: Readonly<Record<StageName, Row>>;
  /** Applies the defaults to an entry. */
  readonly settings: (entry: z.output<Schema>, around: AroundEntry<Needs, Row>) => Settings;
  /** Rules that the schema of a single field cannot express. */
  readonly rules: readonly Rule<NoInfer<Needs> & Readonly<Record<Map, Readonly<Record<string, NoInfer<Settings>>>>>>[];
  /** Builds the model from an entry that has passed all rules. */
  readonly model: (settings: Settings, around: Around<Needs>) => Model;
  /** Longest physical names derived from the resource's name. */
  readonly names: (
    settings: Settings,
    around: { readonly name: string; /** The longest name of a region. */ readonly region: string },
  ) => readonly KindAndParts[];
  readonly variables: Variables;
  /** Values that variables of workloads can contain; {@link NO_ATTRIBUTES} if there are none. The binding has their values. */
  readonly attributes: Attributes;
  /** Interface endpoints that its consumers need if the network has no NAT gateway. */
  readonly endpoints: (settings: Settings) => readonly string[];
  /**
   * The regions with an instance that workloads of other regions connect to over the network; none if every region has its own instance,
   * or if workloads use an AWS API. `remaining`: regions that are not being decommissioned.
   */
  readonly reach: (resource: Settings | Model, remaining: readonly string[]) => readonly string[];
  /** TCP ports that workloads connect to in the VPC; {@link NO_PORTS} if they use an AWS API. */
  readonly ports: (settings: Settings) => readonly number[];
  /** Whether it is an SQL database. If a service uses one, the CDN's WAF inspects requests for SQL injection. @default false */
  readonly sql?: true;
  readonly rights: KindRights;
  readonly losses: Losses;
  /** The tier in the summary of `start`, with prefixes of its resource types without `aws_`. */
  readonly summary: Summary;
  /** Dashboard sections of its watches; {@link NO_TIERS} if it has no watches. */
  readonly tiers: readonly Tier<TierName>[];
  /**
   * All watches of a resource in a region; {@link NO_WATCH} if the kind has none. `part` contains the resource's identifiers in CloudWatch;
   * undefined if the region does not have the resource. In that case, a kind that exists in every region throws,
   * because an unmonitored resource would fail unnoticed.
   */
  readonly watch: (model: NoInfer<Model>, part: Part | undefined, place: Place) => readonly Watch[];
  /** Saved queries on its logs; {@link NO_LOGS} if it writes no logs. */
  readonly logs: Logs<NoInfer<Model>, NoInfer<Part>, Source>;
}

/** Saved queries of a kind, and the log groups of its resources in a region. */
export interface Logs<Model, Part, Source extends string> {
  readonly questions: readonly Question<Source>[];
  groups(resources: readonly { readonly model: Model; readonly part: Part }[]): LogGroups<Source>;
}

/** Resource types that the summary of `start` counts in a tier. */
export interface Summary {
  readonly tier: string;
  readonly types: readonly string[];
}

/** For a kind without connections between regions. */
export const NO_REACH = (): readonly string[] => [];

/** For a kind that workloads use through an AWS API. */
export const NO_PORTS = (): readonly number[] => [];

/** For a kind without metrics. */
export const NO_TIERS: readonly Tier<never>[] = [];

/** For a kind without metrics. */
export const NO_WATCH = (): readonly Watch[] => [];

/** For a kind without logs. */
export const NO_LOGS: Logs<unknown, unknown, never> = { questions: [], groups: () => ({}) };

/** CloudWatch identifiers of the resources of a region, by map and name. */
type PartsOf<Map extends string, Part> = Readonly<Partial<Record<Map, ReadonlyMap<string, Part>>>>;

/** A kind applied to its whole map. It hides the types of single resources, so that loops over all kinds need no casts. */
export interface Kind<
  Name extends string,
  Map extends string,
  Schema extends z.ZodType,
  Row,
  Needs,
  Settings,
  Model extends { readonly name: string },
  Part,
  TierName extends string,
> {
  readonly name: Name;
  readonly map: Map;
  readonly stages: Readonly<Record<StageName, Row>>;
  /** The field of the environment's schema. */
  readonly field: z.ZodDefault<z.ZodRecord<typeof name, Schema>>;
  readonly rules: readonly Rule<Needs & Readonly<Record<Map, Readonly<Record<string, Settings>>>>>[];
  readonly variables: Variables;
  readonly attributes: Attributes;
  /** Applies the defaults to all entries. */
  fill(environment: Needs & Readonly<Record<Map, Readonly<Record<string, z.output<Schema>>>>>, stage: StageName): Record<string, Settings>;
  /** The models of all entries, sorted by name. */
  build(settings: Needs & Readonly<Record<Map, Readonly<Record<string, Settings>>>>): readonly Model[];
  /** Endpoints that users of a resource need; none if the resource does not exist. */
  endpointsFor(settings: Readonly<Record<Map, Readonly<Record<string, Settings>>>>, name: string): readonly string[];
  /** Regions with an instance of the resource, from the settings only. */
  holders(
    settings: Readonly<Record<Map, Readonly<Record<string, Settings>>>>,
    name: string,
    remaining: readonly string[],
  ): readonly string[];
  /** TCP ports that users of a resource connect to; none if the resource does not exist. */
  portsOf(settings: Readonly<Record<Map, Readonly<Record<string, Settings>>>>, name: string): readonly number[];
  readonly sql: boolean;
  /** Regions with an instance of the resource. */
  holdersOf(models: Readonly<Record<Map, readonly Model[]>>, name: string, remaining: readonly string[]): readonly string[];
  readonly rights: KindRights;
  readonly losses: Losses;
  readonly summary: Summary;
  readonly tiers: readonly Tier<TierName>[];
  /** All watches of all resources in a region. */
  watches(models: Readonly<Record<Map, readonly Model[]>>, parts: PartsOf<Map, Part>, place: Place): readonly Watch[];
  readonly questions: readonly Question[];
  /** Its saved queries, with the log groups of all resources in a region. */
  queriesOf(models: Readonly<Record<Map, readonly Model[]>>, parts: PartsOf<Map, Part>): readonly QuestionWithLogGroups[];
  /** Type only: the identifiers that a stack exports for one resource of a region. */
  readonly part?: Part;
  /** Physical names of all entries. */
  namesIn(settings: Readonly<Record<Map, Readonly<Record<string, Settings>>>>, region: string): readonly NamedResource[];
}

/** For a kind without stage defaults. */
export const NO_STAGES = Object.fromEntries(STAGE_NAMES.map((stage) => [stage, undefined])) as Readonly<Record<StageName, undefined>>;

/**
 * Defines a kind of resource. All types are inferred; a compile error points to the mismatched property.
 *
 * @example defineKind({ name: "queue", map: "queues", meaning: "Queues, by name.", schema: queueSchema, … })
 */
export function defineKind<
  const Name extends string,
  const Map extends string,
  Schema extends z.ZodType,
  Row,
  Needs,
  Settings,
  Model extends { readonly name: string },
  Part,
  const TierName extends string,
  Source extends string,
>(
  spec: KindSpec<Name, Map, Schema, Row, Needs, Settings, Model, Part, TierName, Source>,
): Kind<Name, Map, Schema, Row, Needs, Settings, Model, Part, TierName> {
  const { name, map, stages, rules, variables, attributes, rights, losses, summary, tiers, logs } = spec;
  type Entries<Value> = Readonly<Record<Map, Readonly<Record<string, Value>>>>;
  const ofEntry = <Item>(settings: Entries<Settings>, key: string, read: (entry: Settings) => readonly Item[]): readonly Item[] => {
    const entry = settings[map][key];
    return entry === undefined ? [] : read(entry);
  };
  return {
    name,
    map,
    stages,
    rules,
    variables,
    attributes,
    rights,
    losses,
    summary,
    tiers,
    questions: logs.questions,
    field: mapOf(spec.schema).default({}).describe(spec.meaning),
    fill: (environment, stage) => {
      const entries: Entries<z.output<Schema>> = environment;
      const filled = Object.entries<z.output<Schema>>(entries[map]).map(
        ([key, entry]) => [key, spec.settings(entry, { name: key, environment, row: stages[stage] })] as const,
      );
      return Object.fromEntries(filled);
    },
    build: (settings) => {
      const entries: Entries<Settings> = settings;
      return sorted(entries[map]).map(([key, entry]) => spec.model(entry, { name: key, environment: settings }));
    },
    endpointsFor: (settings, key) => ofEntry(settings, key, spec.endpoints),
    holders: (settings, key, remaining) => ofEntry(settings, key, (entry) => spec.reach(entry, remaining)),
    portsOf: (settings, key) => ofEntry(settings, key, spec.ports),
    sql: spec.sql ?? false,
    holdersOf: (models, key, remaining) => models[map].flatMap((model) => (model.name === key ? spec.reach(model, remaining) : [])),
    watches: (models, parts, place) => models[map].flatMap((model) => spec.watch(model, parts[map]?.get(model.name), place)),
    queriesOf: (models, parts) => {
      const resources = models[map].flatMap((model) => {
        const part = parts[map]?.get(model.name);
        return part === undefined ? [] : [{ model, part }];
      });
      return withLogGroups(logs.questions, logs.groups(resources));
    },
    namesIn: (settings, region) =>
      Object.entries<Settings>(settings[map]).flatMap(([key, entry]) =>
        spec.names(entry, { name: key, region }).map(([kind, ...parts]) => ({ path: [map, key], kind, parts })),
      ),
  };
}
