import type { Rule } from "../language/rule";
import type { StageName } from "../language/stage-names";
import type { KindRights } from "./core/actions";
import { type Attributes, NO_ATTRIBUTES } from "./core/attributes";
import type { Losses } from "./core/losses";
import { variableNames } from "./core/variables";
import type { NamedResource, Summary } from "./kind";
import { KINDS } from "./kinds";
import type { Place } from "./watching/place";
import type { QuestionWithLogGroups, Question } from "./watching/question";
import type { Tier } from "./watching/tier";
import type { Watch } from "./watching/watch";

/** The types that follow from the list of kinds, and the loops over it. */

type AnyKind = (typeof KINDS)[number];

/** A kind of resource that workloads use, for example `queue`. */
export type KindName = AnyKind["name"];

/** The map of such resources in the environment, for example `queues`. */
export type KindMap = AnyKind["map"];

type KindShape = { readonly [K in AnyKind as K["map"]]: K["field"] };

/** All maps with defaults applied. */
export type KindSettings = { [K in AnyKind as K["map"]]: ReturnType<K["fill"]> };

/** The models of all kinds, by map. */
export type KindModels = { readonly [K in AnyKind as K["map"]]: ReturnType<K["build"]> };

/** Stage defaults by map. */
export type KindStages = { readonly [K in AnyKind as K["map"]]: K["stages"][StageName] };

type Intersection<Union> = (Union extends unknown ? (value: Union) => void : never) extends (value: infer All) => void ? All : never;
type First<Function> = Function extends (first: infer Argument, ...others: never[]) => unknown ? Argument : never;

/** The parts of an environment that the kinds read, after defaults of the other fields are applied. */
type Written = Intersection<First<AnyKind["fill"]>>;
type Filled = Intersection<First<AnyKind["build"]>>;

/** A value for each map. The cast is sound, since `make` returns the value of the kind's own map. */
function byMap<Values extends Record<KindMap, unknown>>(make: (kind: AnyKind) => Values[KindMap]): Values {
  return Object.fromEntries(KINDS.map((kind) => [kind.map, make(kind)])) as Values;
}

/** The environment's fields for all kinds. */
export const kindShape = byMap<KindShape>((kind) => kind.field);

/** Stage defaults of all kinds. */
export const kindStages = (stage: StageName) => byMap<KindStages>((kind) => kind.stages[stage]);

/** Applies the defaults to all maps. */
export const fillKinds = (environment: Written, stage: StageName) => byMap<KindSettings>((kind) => kind.fill(environment, stage));

/** The models of all kinds. */
export const buildKinds = (settings: Filled) => byMap<KindModels>((kind) => kind.build(settings));

/** Rules of all kinds. */
export const kindRules: readonly Rule<Filled>[] = KINDS.flatMap<Rule<Filled>>((kind) => [...kind.rules]);

/** Physical names of all resources of all kinds. */
export function kindNames(settings: KindSettings, region: string): readonly NamedResource[] {
  return KINDS.flatMap((kind) => kind.namesIn(settings, region));
}

/** The maps in which `uses` resolves names, in the order of the list. */
export const KIND_MAPS: readonly KindMap[] = KINDS.map(({ map }) => map);

/** The map of the resources of a kind. */
export function mapOfKind(name: KindName): KindMap {
  const kind = KINDS.find((one) => one.name === name);
  if (!kind) throw new RangeError(`"${name}" is not a kind of resource`);
  return kind.map;
}

/** A kind whose resources are monitored. The conditional type is distributive. */
type Monitored<K> = K extends AnyKind ? ([K["tiers"][number]["tier"]] extends [never] ? never : K["map"]) : never;

/** The maps of resources that are monitored. */
export type MonitoredMap = Monitored<AnyKind>;

/** The cast is sound, because a kind without tiers is not a {@link Monitored} kind. */
export const MONITORED_MAPS = KINDS.filter(({ tiers }) => tiers.length > 0).map(({ map }) => map) as readonly MonitoredMap[];

/** A resource that a workload uses. */
export interface Use {
  readonly kind: KindName;
  readonly name: string;
}

/** The maps of all kinds, regardless of the type of their values. */
export type KindMaps = Readonly<Record<KindMap, Readonly<Record<string, unknown>>>>;

/** All usable resources with this name: one, none, or several if the name is ambiguous. */
export function findUses(settings: KindMaps, name: string): readonly Use[] {
  return KINDS.filter(({ map }) => Object.hasOwn(settings[map], name)).map(({ name: kind }) => ({ kind, name }));
}

/** Names of all usable resources. */
export function usableNames(settings: KindMaps): readonly string[] {
  return KIND_MAPS.flatMap((map) => Object.keys(settings[map])).sort();
}

/** The variables that come with a use, for example `EMAILS_QUEUE_URL`. */
export function variablesOfUse({ kind, name }: Use): readonly string[] {
  return KINDS.flatMap(({ name: own, variables }) => (own === kind ? variableNames(variables, name) : []));
}

/** The models of some resources. */
export function someOf(models: KindModels, isWanted: (map: KindMap, name: string) => boolean): KindModels {
  return byMap<KindModels>(({ map }) => {
    const all: readonly KindModels[KindMap][number][] = models[map];
    return all.filter(({ name }) => isWanted(map, name)) as KindModels[KindMap];
  });
}

/** The attributes of a kind of resource. */
export function attributesOf(name: KindName): Attributes {
  return KINDS.find((kind) => kind.name === name)?.attributes ?? NO_ATTRIBUTES;
}

/** Permissions of the pipeline and of tasks, by kind. */
export const KIND_RIGHTS: readonly KindRights[] = KINDS.map(({ rights }) => rights);

/** Data losses and reductions of each kind, for the guard. */
export const KIND_LOSSES: readonly Losses[] = KINDS.map(({ losses }) => losses);

/** Summary of each kind, for `start`. */
export const KIND_SUMMARIES: readonly Summary[] = KINDS.map(({ summary }) => summary);

/** Interface endpoints that users of a resource need without a NAT gateway. */
export function endpointsOf(settings: KindSettings, { kind, name }: Use): readonly string[] {
  return KINDS.flatMap((one) => (one.name === kind ? one.endpointsFor(settings, name) : []));
}

/** The regions with a resource that other regions connect to over the network, from the settings only. */
export function holdersIn(settings: KindSettings, { kind, name }: Use, remaining: readonly string[]): readonly string[] {
  return KINDS.flatMap((one) => (one.name === kind ? one.holders(settings, name, remaining) : []));
}

/** TCP ports of a resource that its users connect to in the VPC; none if they use an AWS API. */
export function portsOf(settings: KindSettings, { kind, name }: Use): readonly number[] {
  return KINDS.flatMap((one) => (one.name === kind ? one.portsOf(settings, name) : []));
}

/** Whether a kind of resource runs SQL. */
export function runsSql({ kind }: Use): boolean {
  return KINDS.some((one) => one.name === kind && one.sql);
}

/** The regions with a resource that other regions connect to over the network. */
export function holdersOf(models: KindModels, { kind, name }: Use, remaining: readonly string[]): readonly string[] {
  return KINDS.flatMap((one) => (one.name === kind ? one.holdersOf(models, name, remaining) : []));
}

/** Dashboard sections of all kinds. */
export type KindTier = AnyKind["tiers"][number]["tier"];

export const KIND_TIERS: readonly Tier<KindTier>[] = KINDS.flatMap<Tier<KindTier>>(({ tiers }) => [...tiers]);

/** Identifiers that the stack of a region exports for its resources, by map and name, for each kind whose watches need them. */
export type KindParts = {
  readonly [K in AnyKind as unknown extends K["part"] ? never : K["map"]]: ReadonlyMap<string, NonNullable<K["part"]>>;
};

/** All watches of all kinds in a region, in the order of their tiers' ranks. */
export function kindWatches(models: KindModels, parts: KindParts, place: Place): readonly Watch[] {
  return [...KINDS].sort((a, b) => rankOf(a) - rankOf(b)).flatMap((kind) => kind.watches(models, parts, place));
}

function rankOf({ tiers }: { readonly tiers: readonly Tier[] }): number {
  return Math.min(...tiers.map(({ rank }) => rank), Number.MAX_SAFE_INTEGER);
}

/** Saved queries of all kinds. */
export const KIND_QUESTIONS: readonly Question[] = KINDS.flatMap(({ questions }) => [...questions]);

/** The same, with the log groups of a region. */
export function kindQuestions(models: KindModels, parts: KindParts): readonly QuestionWithLogGroups[] {
  return KINDS.flatMap((kind) => [...kind.queriesOf(models, parts)]);
}
