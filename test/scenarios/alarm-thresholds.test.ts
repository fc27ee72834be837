import { full } from "../fixtures/environments/full";
import { dev, prod } from "../fixtures/environments/photofeed";
import { stores } from "../fixtures/environments/stores";
import { drill, mutantsOf, windowOf } from "../support/alarms/outage-simulation";
import { type Fault, faultOf, FAULTS } from "../support/alarms/faults";
import { type PlatformAlarm, watchingOf } from "../support/alarms/platform-alarms";
import { synthesizeMissing } from "../support/platform";
import type { Block } from "../support/synth";

/** All alarms of platforms that together have every feature, and the alarms that differ at the level `basic`. */
synthesizeMissing([prod, full, stores, dev]);
const ALARMS = [prod, full, stores, dev].flatMap((environment) => watchingOf(environment).alarms);

const kindOf = ({ tier, role }: Pick<PlatformAlarm, "tier" | "role">) => `${tier} ${role}`;
const KINDS = [...new Set(ALARMS.map(kindOf))];

/** A representative of all alarms that differ only in their name and in the resource of their metrics. */
interface Drill {
  readonly block: Block;
  readonly fault: Fault;
}

function drillsOf(kind: string): readonly Drill[] {
  const drills = ALARMS.filter((alarm) => kindOf(alarm) === kind).map(({ tier, role, subject, block }) => {
    const fault = faultOf(tier, role, subject);
    if (!fault) throw new Error(`nobody says what "${kind}" is for: add its fault to test/support/alarms/faults`);
    return { block, fault };
  });
  return [...new Map(drills.map((each) => [shapeOf(each), each])).values()];
}

const NAMES = ["//", "alarm_name", "alarm_description", "alarm_actions", "ok_actions", "dimensions", "tags"];

function shapeOf({ block, fault }: Drill): string {
  return JSON.stringify([block, fault], (key, value: unknown) => {
    if (NAMES.includes(key)) return undefined;
    return typeof value === "function" ? [0, 4, 7, 60].map((minute) => (value as (minute: number) => unknown)(minute)) : value;
  });
}

test.each(KINDS)("%s: fires on its fault, and not on values just within the threshold", (kind) => {
  for (const { block, fault } of drillsOf(kind)) {
    const name = block.alarm_name as string;
    expect([name, drill(block, fault.bad).firing]).toEqual([name, true]);
    expect([name, drill(block, fault.fine).everFired]).toEqual([name, false]);
  }
});

test("every fault belongs to an alarm of these platforms", () => {
  const known = Object.entries(FAULTS).flatMap(([tier, faults]) => Object.keys(faults).map((role) => `${tier} ${role}`));
  expect(known.filter((kind) => !KINDS.includes(kind))).toEqual([]);
});

/** Longest evaluation window, in minutes, for which wrong alarms are tested. Longer windows belong to error budget alarms, which are built like the shorter ones. */
const LONGEST = 360;

test.each(KINDS)("%s: a wrong threshold and a wrong comparison are detected", (kind) => {
  for (const { block, fault } of drillsOf(kind).filter((each) => windowOf(each.block) <= LONGEST)) {
    for (const { what, alarm } of mutantsOf(block, fault)) {
      const name = `${block.alarm_name as string}, ${what}`;
      const passes = drill(alarm, fault.bad).firing && !drill(alarm, fault.fine).everFired;
      expect([name, passes]).toEqual([name, false]);
    }
  }
});
