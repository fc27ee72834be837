import { z } from "zod";
import { repeated, sorted } from "../../language/collections";
import { mapOf, name } from "../../language/fields";
import { didYouMean, oneOf } from "../../language/nearest";
import { formatPath } from "../../language/paths";
import { type Rule, type RuleViolation, entriesOf, forEach } from "../../language/rule";
import { WORKLOAD_KINDS, WORKLOAD_MAPS, type WorkloadMap, type WorkloadModels } from "./workloads";

/**
 * Groups of workloads. A group has its own service stack and monitoring stack in each region, so that a change of it plans no other workload.
 * Workloads without a group are in the default group, whose stacks have no group in their names.
 */

type Lists<Value> = Record<WorkloadMap, Value>;

const lists = Object.fromEntries(
  WORKLOAD_KINDS.map(({ map }) => [
    map,
    z
      .array(name.meta({ names: map }))
      .default([])
      .meta({ allowed: `names of \`${map}\`, each in one group`, example: [map.slice(0, -1)] })
      .describe(`Names of the group's ${map}.`),
  ]),
) as unknown as Lists<z.ZodDefault<z.ZodArray<typeof name>>>;

const group = z
  .strictObject(lists)
  .describe(
    "A group of workloads that change together. It has a service stack and a monitoring stack of its own in each region. Moving a deployed workload to another group requires more steps: see the guide about groups.",
  );

/** The environment's field for groups. */
export const groupsField = mapOf(group)
  .default({})
  .describe("Groups of workloads with stacks of their own, by name. Other workloads are in the default group.");

/** A group as written in the environment file. */
export type GroupEntry = z.output<typeof group>;

/** The workloads of a group, by map and sorted by name. */
export type Group = { readonly name: string } & Readonly<Record<WorkloadMap, readonly string[]>>;

/** The models of all groups, sorted by name. */
export function buildGroups(groups: Readonly<Record<string, GroupEntry>>): readonly Group[] {
  return sorted(groups).map(([key, entry]) => ({ name: key, ...listsOf((map) => [...entry[map]].sort()) }));
}

/** A list for each map. The cast is sound, because every map has one. */
function listsOf(make: (map: WorkloadMap) => readonly string[]): Lists<readonly string[]> {
  return Object.fromEntries(WORKLOAD_MAPS.map((map) => [map, make(map)])) as Lists<readonly string[]>;
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
interface Environment extends Readonly<Record<WorkloadMap, Readonly<Record<string, unknown>>>> {
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
  forEach("group.unknown-workload", groups, function* ({ path, value, settings }) {
    for (const map of WORKLOAD_MAPS)
      for (const [index, workload] of value[map].entries())
        if (!Object.hasOwn(settings[map], workload)) yield unknownWorkload([...path, map, index], workload, Object.keys(settings[map]));
  }),
  {
    id: "group.two-groups",
    *check(environment) {
      for (const map of WORKLOAD_MAPS) {
        const members = groups(environment).flatMap(({ path, value }) =>
          value[map].map((workload, index) => ({ workload, path: [...path, map, index] })),
        );
        for (const index of repeated(members, ({ workload }) => workload)) {
          const again = members[index];
          const first = members.find(({ workload }) => workload === again?.workload);
          if (!again || !first || first === again) continue;
          yield {
            path: again.path,
            problem: `is already in ${formatPath(first.path.slice(0, 2))}`,
            received: again.workload,
            allowed: "each workload in one group, once",
            fix: "Remove it from one of them.",
            reads: [first.path],
          };
        }
      }
    },
  },
];

function unknownWorkload(path: RuleViolation["path"], workload: string, names: readonly string[]): RuleViolation {
  const map = String(path[2]);
  return {
    path,
    problem: `is not one of \`${map}\``,
    received: workload,
    allowed: names.length > 0 ? oneOf([...names].sort()) : `a name of \`${map}\`, which is empty`,
    fix: didYouMean(workload, names, `Add it to \`${map}\`, or remove it from the group.`),
    reads: [[map]],
  };
}
