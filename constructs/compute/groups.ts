import { z } from "zod";
import { repeated, sorted } from "../../language/collections";
import { mapOf, name } from "../../language/fields";
import { didYouMean, oneOf } from "../../language/nearest";
import { formatPath } from "../../language/paths";
import { type Rule, type RuleViolation, entriesOf, forEach } from "../../language/rule";
import { MONITORED_MAPS, type MonitoredMap } from "../registry";
import { WORKLOAD_MAPS, type WorkloadMap, type WorkloadModels } from "./workloads";

/**
 * Groups of workloads. A group has its own service stack and monitoring stack in each region, so that a change of it plans no other workload.
 * Workloads without a group are in the default group, whose stacks have no group in their names. A group can also name resources that workloads use:
 * their alarms are then in its monitoring stack.
 */

/** A map of the environment whose entries can be in groups. */
type GroupMap = WorkloadMap | MonitoredMap;

const GROUP_MAPS: readonly GroupMap[] = [...WORKLOAD_MAPS, ...MONITORED_MAPS];

type Lists<Value> = Record<GroupMap, Value>;

const isWorkloads = (map: GroupMap) => WORKLOAD_MAPS.some((one) => one === map);

const lists = Object.fromEntries(
  GROUP_MAPS.map((map) => [
    map,
    z
      .array(name.meta({ names: map }))
      .default([])
      .meta({ allowed: `names of \`${map}\`, each in one group`, example: [map.slice(0, -1)] })
      .describe(
        isWorkloads(map)
          ? `Names of the group's ${map}.`
          : `Names of ${map} whose alarms and graphs are in the group's monitoring stack. The ${map} stay in their own stacks, and all workloads can use them. Name them in the group of the workloads that use them.`,
      ),
  ]),
) as unknown as Lists<z.ZodDefault<z.ZodArray<typeof name>>>;

const group = z
  .strictObject(lists)
  .describe(
    "A group of workloads that change together. It has a service stack and a monitoring stack of its own in each region. Moving a deployed workload, or the monitoring of a deployed resource, to another group requires more steps: see the guide about groups.",
  );

/** The environment's field for groups. */
export const groupsField = mapOf(group)
  .default({})
  .describe("Groups of workloads with stacks of their own, by name. Other workloads are in the default group.");

/** A group as written in the environment file. */
export type GroupEntry = z.output<typeof group>;

/** The workloads of a group, and the resources that it monitors, by map and sorted by name. */
export type Group = { readonly name: string } & Readonly<Lists<readonly string[]>>;

/** The models of all groups, sorted by name. */
export function buildGroups(groups: Readonly<Record<string, GroupEntry>>): readonly Group[] {
  return sorted(groups).map(([key, entry]) => ({ name: key, ...listsOf((map) => [...entry[map]].sort()) }));
}

/** A list for each map. The cast is sound, because every map has one. */
function listsOf(make: (map: GroupMap) => readonly string[]): Lists<readonly string[]> {
  return Object.fromEntries(GROUP_MAPS.map((map) => [map, make(map)])) as Lists<readonly string[]>;
}

/** Whether a group monitors a resource. */
export function isMonitoredBy(group: Group, map: string, resource: string): boolean {
  return MONITORED_MAPS.some((one) => one === map && group[one].includes(resource));
}

type Grouped = WorkloadModels & { readonly groups: readonly Group[] };

/** The name of the group of a workload; undefined for the default group. */
export function groupOf({ groups }: Pick<Grouped, "groups">, map: WorkloadMap, workload: string): string | undefined {
  return groups.find((one) => one[map].includes(workload))?.name;
}

/** The workloads of a group; of the default group without a name. */
export function workloadsOfGroup(models: Grouped, wanted: string | undefined): WorkloadModels {
  const inGroup = <Model extends { readonly name: string }>(map: WorkloadMap, all: readonly Model[]) =>
    all.filter((model) => groupOf(models, map, model.name) === wanted);
  const { services, workers } = models;
  return { services: inGroup("services", services), workers: inGroup("workers", workers) };
}

/** The settings that rules about groups read. */
interface Environment extends Readonly<Record<GroupMap, Readonly<Record<string, unknown>>>> {
  readonly groups: Readonly<Record<string, GroupEntry>>;
}

const groups = (environment: Environment) => entriesOf(environment, "groups");

export const groupRules: readonly Rule<Environment>[] = [
  forEach("group.empty", groups, function* ({ name: key, path, value }) {
    if (WORKLOAD_MAPS.some((map) => value[map].length > 0)) return;
    yield {
      path,
      problem: "has no workloads",
      received: value,
      allowed: `at least one name in ${oneOf(WORKLOAD_MAPS.map((map) => `\`${map}\``))}`,
      fix: `Add a workload, or remove \`${key}\` from \`groups\`.`,
    };
  }),
  forEach("group.unknown-name", groups, function* ({ path, value, settings }) {
    for (const map of GROUP_MAPS)
      for (const [index, member] of value[map].entries())
        if (!Object.hasOwn(settings[map], member)) yield unknownName([...path, map, index], member, Object.keys(settings[map]));
  }),
  {
    id: "group.two-groups",
    *check(environment) {
      for (const map of GROUP_MAPS) {
        const members = groups(environment).flatMap(({ path, value }) =>
          value[map].map((member, index) => ({ member, path: [...path, map, index] })),
        );
        for (const index of repeated(members, ({ member }) => member)) {
          const again = members[index];
          const first = members.find(({ member }) => member === again?.member);
          if (!again || !first || first === again) continue;
          yield {
            path: again.path,
            problem: `is already in ${formatPath(first.path.slice(0, 2))}`,
            received: again.member,
            allowed: "each name in one group, once",
            fix: "Remove it from one of them.",
            reads: [first.path],
          };
        }
      }
    },
  },
];

function unknownName(path: RuleViolation["path"], member: string, names: readonly string[]): RuleViolation {
  const map = String(path[2]);
  return {
    path,
    problem: `is not one of \`${map}\``,
    received: member,
    allowed: names.length > 0 ? oneOf([...names].sort()) : `a name of \`${map}\`, which is empty`,
    fix: didYouMean(member, names, `Add it to \`${map}\`, or remove it from the group.`),
    reads: [[map]],
  };
}
