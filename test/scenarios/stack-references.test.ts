import { prod } from "../../environments/prod";
import { synthesizePlatform } from "../support/platform";
import type { Block, StackJson } from "../support/synth";

/** Which stacks read the states of which: what decides the order of a deployment, and what a lost or decommissioned region can hold up. */
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

/** The region that a stack's name says, if it is of one. */
function regionOf(id: string): string | undefined {
  return REGIONS.find((region) => id.startsWith(`${name}-${region}-`));
}

test.each(REGIONS)("the services of %s read what is theirs, what all share, and the primary databases", (region) => {
  const read = readBy(STACKS, `${name}-${region}-service`);
  expect(read).toContain(`${name}-foundation`);
  for (const id of read) {
    const allowed = [`${name}-foundation`, `${name}-data`].includes(id) || regionOf(id) === region;
    const isPrimaryDatabase = id.startsWith(`${name}-${PRIMARY}-database-`);
    expect([id, allowed || isPrimaryDatabase]).toEqual([id, true]);
  }
});

test("the edge reads the foundation and the services of every region, and nothing else", () => {
  const services = REGIONS.map((region) => `${name}-${region}-service`);
  expect(readBy(STACKS, `${name}-edge`)).toEqual([`${name}-foundation`, ...services].sort());
});

test.each(REGIONS)("what watches %s reads what is in it and what all share, and nothing of another region", (region) => {
  const read = readBy(STACKS, `${name}-${region}-watch`);
  expect(read).toContain(`${name}-${region}-service`);
  const shared = [`${name}-foundation`, `${name}-data`];
  expect(read.filter((id) => !shared.includes(id) && regionOf(id) !== region)).toEqual([]);
});

test("what watches all reads the edge, the services of every region and what watches each, and nothing reads it", () => {
  const regional = REGIONS.flatMap((region) => [`${name}-${region}-service`, `${name}-${region}-watch`]);
  expect(readBy(STACKS, `${name}-watch`)).toEqual([`${name}-edge`, ...regional].sort());
  const read = [...STACKS.keys()].flatMap((id) => readBy(STACKS, id).map((state) => [id, state] as const));
  expect(read.filter(([, state]) => state === `${name}-watch`)).toEqual([]);
  // A region's is destroyed before all that it watches: only what watches all has to let it go.
  expect([...new Set(read.filter(([, state]) => /-\d-watch$/.test(state)).map(([id]) => id))]).toEqual([`${name}-watch`]);
});

test.each(OTHERS)("nothing outside %s reads a state of it once it is being decommissioned", (decommissioning) => {
  const after = synthesizePlatform({ ...prod, regions: { ...prod.regions, [decommissioning]: { decommissioning: true } } });
  const readers = [...after.keys()].filter((id) => regionOf(id) !== decommissioning);
  expect(readers.length).toBeGreaterThan(4);
  const reads = readers.flatMap((id) => readBy(after, id).map((state) => [id, state] as const));
  expect(reads.filter(([, state]) => regionOf(state) === decommissioning)).toEqual([]);
});
