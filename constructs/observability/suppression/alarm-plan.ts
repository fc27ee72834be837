import { type CompositeRow, membersOf } from "../../watching/composite-row";
import type { WatchId } from "../../watching/watch";
import type { Watched } from "../../watching/watched";
import { GroupOrder } from "./group-order";
import { type AlarmKey, alarmKey, watchKey } from "./keys";
import { type NotificationPlan, notificationPlan } from "./notification-plan";
import { type Suppressors, suppressorsIn, withoutUnusedSuppressors } from "./suppressors";

/** The stack that creates an alarm: the name of a group, {@link DEFAULT_HOME} or {@link PAGES_HOME}, neither of which is a valid group name. */
export type Home = string;

/** The monitoring stack of the default group. */
export const DEFAULT_HOME: Home = "";

/** The stack for composite alarms that depend on alarms of several groups. It is deployed after the monitoring stacks of all groups. */
export const PAGES_HOME: Home = "*";

/** All alarms of a region, which several stacks create. */
export interface AlarmPlan extends NotificationPlan {
  /** Without alarms that only suppress and have no dependents. */
  readonly watched: readonly Watched[];
  /** The stack of each metric alarm and composite alarm. */
  readonly homeOf: (key: AlarmKey) => Home;
  /** The groups whose stacks must be deployed before the stack of a group, because its alarms refer to theirs. */
  readonly groupsBefore: (group: Home) => readonly Home[];
}

export interface AlarmPlanOptions {
  /** @default from `suppressed` of all watches */
  readonly suppressors?: Suppressors;
  /** The stack of the alarms of a watch. @default one stack for all */
  readonly homeOf?: (one: WatchId) => Home;
}

/**
 * Plans the alarms of a region as a whole, so that an alarm of one stack suppresses pages of another: the stacks refer to each other's alarms by
 * name. CloudWatch rejects a composite alarm on an alarm that does not exist, and the deletion of an alarm that a composite alarm refers to. So a
 * group refers only to alarms of the default group, which is deployed first, and of groups that can be deployed before it. Other alarms on several
 * groups are in a stack that is deployed last.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function alarmPlan(all: readonly Watched[], options: AlarmPlanOptions = {}): AlarmPlan {
  const { suppressors = suppressorsIn(all), homeOf = () => DEFAULT_HOME } = options;
  const watched = withoutUnusedSuppressors(all, suppressors);
  const plan = notificationPlan(watched, suppressors);
  const homes = new Map<AlarmKey, Home>(
    watched.flatMap(({ watch }) => watch.alarms.map(({ id }) => [alarmKey(watch, id), homeOf(watch)] as const)),
  );
  const ownerHome = ownersOf(watched, homeOf);
  const order = new GroupOrder();
  for (const row of plan.composites) homes.set(row.id, homeOfRow(row, ownerHome(row.id), homes, order));
  const composites = plan.composites.map((row) => (homes.get(row.id) === PAGES_HOME ? inPages(row) : row));
  return { ...plan, composites, watched, homeOf: (key) => homes.get(key) ?? DEFAULT_HOME, groupsBefore: (group) => order.of(group) };
}

/** The home of the watch that owns a composite alarm. Its ID starts with the key of the watch. */
function ownersOf(watched: readonly Watched[], homeOf: (one: WatchId) => Home): (id: AlarmKey) => Home {
  const owners = watched.map(({ watch }) => ({ prefix: `${watchKey(watch)}-`, home: homeOf(watch) }));
  owners.sort((one, other) => other.prefix.length - one.prefix.length);
  return (id) => owners.find(({ prefix }) => id.startsWith(prefix))?.home ?? DEFAULT_HOME;
}

/** Rows reference only earlier rows, whose homes are known. */
function homeOfRow(row: CompositeRow, owner: Home, homes: ReadonlyMap<AlarmKey, Home>, order: GroupOrder): Home {
  const named = [...membersOf(row), ...(row.suppressedBy ? [row.suppressedBy.alarm] : [])];
  const others = [...new Set(named.map((key) => homes.get(key) ?? DEFAULT_HOME).filter((home) => home !== DEFAULT_HOME))];
  if (others.length === 0) return DEFAULT_HOME;
  const canBeLast = owner !== DEFAULT_HOME && !others.includes(PAGES_HOME);
  return canBeLast && order.follow(owner, others) ? owner : PAGES_HOME;
}

/**
 * A row of the default group has another name in the stack for pages: when the last group is removed, that stack still exists while the stack of
 * the default group creates the row again, and its later destruction would delete an alarm with the same name.
 */
function inPages(row: CompositeRow): CompositeRow {
  return { ...row, name: [...row.name, "groups"] };
}
