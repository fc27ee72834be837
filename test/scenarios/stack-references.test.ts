import { synthesizePlatform } from "../support/platform";
import type { Block, StackJson } from "../support/synth";
import { prod } from "../fixtures/environments/photofeed";

/** Which stacks read which states. This decides the deployment order, and which stacks a region outage or a decommissioned region can block. */
type Stacks = ReadonlyMap<string, StackJson>;

const { name, regions } = prod;
const REGIONS = Object.keys(regions);
const PRIMARY = Object.entries(regions).find(([, { primary }]) => primary)?.[0] ?? "";
const OTHERS = REGIONS.filter((region) => region !== PRIMARY);
const STACKS = synthesizePlatform(prod);

/** The stacks whose states a stack reads. */
function readBy(stacks: Stacks, id: string): readonly string[] {
  const states = Object.values(stacks.get(id)?.data?.terraform_remote_state ?? {});
  return states.map(({ config }) => String((config as Block).key).replace(/\.tfstate$/, "")).sort();
}

/** The region in a stack's name. Undefined for an environment-wide stack. */
function regionOf(id: string): string | undefined {
  return REGIONS.find((region) => id.startsWith(`${name}-${region}-`));
}

test.each(REGIONS)("the service stack of %s reads its own region, shared stacks and the primary databases", (region) => {
  const read = readBy(STACKS, `${name}-${region}-service`);
  expect(read).toContain(`${name}-foundation`);
  for (const id of read) {
    const allowed = [`${name}-foundation`, `${name}-data`].includes(id) || regionOf(id) === region;
    const isPrimaryDatabase = id.startsWith(`${name}-${PRIMARY}-database-`);
    expect([id, allowed || isPrimaryDatabase]).toEqual([id, true]);
  }
});

test("the edge stack reads only the foundation and the service stack of every region", () => {
  const services = REGIONS.map((region) => `${name}-${region}-service`);
  expect(readBy(STACKS, `${name}-edge`)).toEqual([`${name}-foundation`, ...services].sort());
});

test.each(REGIONS)("the monitoring stack of %s reads only its region and shared stacks", (region) => {
  const read = readBy(STACKS, `${name}-${region}-watch`);
  expect(read).toContain(`${name}-${region}-service`);
  const shared = [`${name}-foundation`, `${name}-data`];
  expect(read.filter((id) => !shared.includes(id) && regionOf(id) !== region)).toEqual([]);
});

test("the global monitoring stack reads the edge, and the service and monitoring stacks of every region; no stack reads it", () => {
  const regional = REGIONS.flatMap((region) => [`${name}-${region}-service`, `${name}-${region}-watch`]);
  expect(readBy(STACKS, `${name}-watch`)).toEqual([`${name}-edge`, ...regional].sort());
  const read = [...STACKS.keys()].flatMap((id) => readBy(STACKS, id).map((state) => [id, state] as const));
  expect(read.filter(([, state]) => state === `${name}-watch`)).toEqual([]);
  // A region's monitoring stack is destroyed first: only the global monitoring stack must not refer to it.
  expect([...new Set(read.filter(([, state]) => /-\d-watch$/.test(state)).map(([id]) => id))]).toEqual([`${name}-watch`]);
});

test.each(OTHERS)("no stack outside %s reads its states while it is being decommissioned", (decommissioning) => {
  const after = synthesizePlatform({ ...prod, regions: { ...prod.regions, [decommissioning]: { decommissioning: true } } });
  const readers = [...after.keys()].filter((id) => regionOf(id) !== decommissioning);
  expect(readers.length).toBeGreaterThan(4);
  const reads = readers.flatMap((id) => readBy(after, id).map((state) => [id, state] as const));
  expect(reads.filter(([, state]) => regionOf(state) === decommissioning)).toEqual([]);
});
