import type { z } from "zod";
import type { NameKind } from "../aws/name-limits";
import { sorted } from "../language/collections";
import { type name, mapOf } from "../language/fields";
import type { Path } from "../language/paths";
import type { Rule } from "../language/rule";
import { STAGE_NAMES, type StageName } from "../language/stage-names";
import type { KindRights } from "./core/actions";
import type { Losses } from "./core/losses";
import type { Variables } from "./core/variables";
import type { Place } from "./watching/place";
import { asked, type AskedQuestion, type LogGroups, type Question } from "./watching/question";
import type { Tier } from "./watching/tier";
import type { Watch } from "./watching/watch";

/** A physical name that comes from a name of the environment's, with the field that gives it. */
export interface NamedThing {
  readonly path: Path;
  readonly kind: NameKind;
  readonly parts: readonly string[];
}

/** A kind of name and the parts after the environment's name. */
export type KindAndParts = readonly [NameKind, ...string[]];

/** What surrounds one resource of a kind: its name, and the part of the environment that the kind reads. */
export interface Around<Needs> {
  readonly name: string;
  readonly environment: Needs;
}

/** The same, with the defaults of the stage. An interface, because TypeScript infers nothing from a part of an intersection. */
export interface AroundEntry<Needs, Row> extends Around<Needs> {
  readonly row: Row;
}

/**
 * All that Terrace knows of one resource of a kind, before any construct is made. A new kind is one of these, a construct, a line in
 * `kinds.ts`, and a line in the stack that makes it: docs/internals/add-a-kind.md.
 *
 * `Needs` is the part of the environment that the kind reads, with what was left out filled in. Name it once, in the kind's `model.ts`.
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
  /** What the map holds, for the field reference. */
  readonly meaning: string;
  /** What a team may write about one. */
  readonly schema: Schema;
  /** Defaults by stage; {@link NO_STAGES} if there are none. */
  readonly stages: Readonly<Record<StageName, Row>>;
  /** Fills in all that was left out. */
  readonly settings: (entry: z.output<Schema>, around: AroundEntry<Needs, Row>) => Settings;
  /** What no single field can tell. */
  readonly rules: readonly Rule<NoInfer<Needs> & Readonly<Record<Map, Readonly<Record<string, NoInfer<Settings>>>>>>[];
  /** Looks everything up. The environment has passed all rules. */
  readonly model: (settings: Settings, around: Around<Needs>) => Model;
  /** Physical names that are made from the resource's name, at their longest. */
  readonly names: (
    settings: Settings,
    around: { readonly name: string; /** The longest name of a region. */ readonly region: string },
  ) => readonly KindAndParts[];
  readonly variables: Variables;
  /** Interface endpoints that tasks which use it need where there is no NAT gateway. */
  readonly endpoints: (settings: Settings) => readonly string[];
  /**
   * The regions that hold one which workloads of other regions connect to over the network; none if every region has its own, or if AWS's
   * API leads to it. `staying`: regions that are not being decommissioned.
   */
  readonly reach: (resource: Settings | Model, staying: readonly string[]) => readonly string[];
  /** TCP ports that workloads connect to in the VPC; {@link NO_PORTS} if they reach it through an API of AWS. */
  readonly ports: (settings: Settings) => readonly number[];
  /** Whether it runs SQL. If a request can lead to it, the firewall of the CDN inspects requests for SQL injection. @default false */
  readonly sql?: true;
  readonly rights: KindRights;
  readonly losses: Losses;
  /** The tier that `start` counts its types in, by prefix of the type without `aws_`. */
  readonly summary: Summary;
  /** Sections of the dashboards that its watches belong to; {@link NO_TIERS} if it has no watches. */
  readonly tiers: readonly Tier<TierName>[];
  /**
   * All watches of one in a region; {@link NO_WATCH} if it is not watched. `part` is the resource there, as CloudWatch names it; undefined
   * where the region has none. A kind that is in each region throws then: what is not watched by mistake fails in silence.
   */
  readonly watch: (model: NoInfer<Model>, part: Part | undefined, place: Place) => readonly Watch[];
  /** What its logs can answer; {@link NO_LOGS} if it writes none. */
  readonly logs: Logs<NoInfer<Model>, NoInfer<Part>, Source>;
}

/** Questions that logs of a kind answer, and the log groups of its resources in a region. */
export interface Logs<Model, Part, Source extends string> {
  readonly questions: readonly Question<Source>[];
  groups(resources: readonly { readonly model: Model; readonly part: Part }[]): LogGroups<Source>;
}

/** What `start` counts in a tier. */
export interface Summary {
  readonly tier: string;
  readonly types: readonly string[];
}

/** For a kind that no region reaches in another. */
export const NO_REACH = (): readonly string[] => [];

/** For a kind that workloads reach through an API of AWS. */
export const NO_PORTS = (): readonly number[] => [];

/** For a kind without metrics. */
export const NO_TIERS: readonly Tier<never>[] = [];

/** For a kind without metrics. */
export const NO_WATCH = (): readonly Watch[] => [];

/** For a kind without logs. */
export const NO_LOGS: Logs<unknown, unknown, never> = { questions: [], groups: () => ({}) };

/** What CloudWatch names resources of a region by, by map and name. */
type PartsOf<Map extends string, Part> = Readonly<Partial<Record<Map, ReadonlyMap<string, Part>>>>;

/** A kind over its whole map: types of single resources are closed in, so that loops over all kinds need no casts. */
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
  /** Fills in all that was left out of all entries. */
  fill(environment: Needs & Readonly<Record<Map, Readonly<Record<string, z.output<Schema>>>>>, stage: StageName): Record<string, Settings>;
  /** The models of all entries, sorted by name. */
  build(settings: Needs & Readonly<Record<Map, Readonly<Record<string, Settings>>>>): readonly Model[];
  /** Endpoints that users of one need; none if it does not exist. */
  endpointsFor(settings: Readonly<Record<Map, Readonly<Record<string, Settings>>>>, name: string): readonly string[];
  /** Regions that hold one, from the settings alone. */
  holders(settings: Readonly<Record<Map, Readonly<Record<string, Settings>>>>, name: string, staying: readonly string[]): readonly string[];
  /** TCP ports that its users connect to; none if it does not exist. */
  portsOf(settings: Readonly<Record<Map, Readonly<Record<string, Settings>>>>, name: string): readonly number[];
  readonly sql: boolean;
  /** Regions that hold one. */
  holdersOf(models: Readonly<Record<Map, readonly Model[]>>, name: string, staying: readonly string[]): readonly string[];
  readonly rights: KindRights;
  readonly losses: Losses;
  readonly summary: Summary;
  readonly tiers: readonly Tier<TierName>[];
  /** All watches of all resources in a region. */
  watches(models: Readonly<Record<Map, readonly Model[]>>, parts: PartsOf<Map, Part>, place: Place): readonly Watch[];
  readonly questions: readonly Question[];
  /** Its questions, with the log groups of all resources in a region. */
  asked(models: Readonly<Record<Map, readonly Model[]>>, parts: PartsOf<Map, Part>): readonly AskedQuestion[];
  /** Only a type: what the stack says of one resource of a region. */
  readonly part?: Part;
  /** Physical names of all entries. */
  namesIn(settings: Readonly<Record<Map, Readonly<Record<string, Settings>>>>, region: string): readonly NamedThing[];
}

/** For a kind without defaults by stage. */
export const NO_STAGES = Object.fromEntries(STAGE_NAMES.map((stage) => [stage, undefined])) as Readonly<Record<StageName, undefined>>;

/**
 * Defines a kind of resource. All types are inferred; an error names the property that does not fit.
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
  const { name, map, stages, rules, variables, rights, losses, summary, tiers, logs } = spec;
  type Entries<Value> = Readonly<Record<Map, Readonly<Record<string, Value>>>>;
  return {
    name,
    map,
    stages,
    rules,
    variables,
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
    endpointsFor: (settings, key) => {
      const entry = settings[map][key];
      return entry === undefined ? [] : spec.endpoints(entry);
    },
    holders: (settings, key, staying) => {
      const entry = settings[map][key];
      return entry === undefined ? [] : spec.reach(entry, staying);
    },
    portsOf: (settings, key) => {
      const entry = settings[map][key];
      return entry === undefined ? [] : spec.ports(entry);
    },
    sql: spec.sql ?? false,
    holdersOf: (models, key, staying) => models[map].flatMap((model) => (model.name === key ? spec.reach(model, staying) : [])),
    watches: (models, parts, place) => models[map].flatMap((model) => spec.watch(model, parts[map]?.get(model.name), place)),
    asked: (models, parts) => {
      const resources = models[map].flatMap((model) => {
        const part = parts[map]?.get(model.name);
        return part === undefined ? [] : [{ model, part }];
      });
      return asked(logs.questions, logs.groups(resources));
    },
    namesIn: (settings, region) =>
      Object.entries<Settings>(settings[map]).flatMap(([key, entry]) =>
        spec.names(entry, { name: key, region }).map(([kind, ...parts]) => ({ path: [map, key], kind, parts })),
      ),
  };
}
