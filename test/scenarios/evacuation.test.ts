import { publicNames } from "../fixtures/environments/public-names";
import { synthesizePlatform } from "../support/platform";
import { type Block, type StackJson, referenceTo, pathOf, resources } from "../support/synth";

/** The changes of an evacuation's plan: the difference between the Terraform synthesized before and after. */
const REGIONS = Object.keys(publicNames.regions);
const BEFORE = synthesizePlatform(publicNames);
const EDGE = `${publicNames.name}-edge`;

/** Stacks whose Terraform differs. */
function changedStacks(after: ReadonlyMap<string, StackJson>): readonly string[] {
  return [...new Set([...BEFORE.keys(), ...after.keys()])].filter(
    (stack) => JSON.stringify(BEFORE.get(stack)) !== JSON.stringify(after.get(stack)),
  );
}

function stackOf(stacks: ReadonlyMap<string, StackJson>, id: string): StackJson {
  const stack = stacks.get(id);
  if (!stack) throw new Error(`there is no stack "${id}", only ${[...stacks.keys()].join(", ")}`);
  return stack;
}

/** Every argument that differs in a stack: its path in the JSON, and both values. */
function changedArguments(before: unknown, after: unknown, path: readonly string[] = []): readonly (readonly [string, unknown, unknown])[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isBlock(before) || !isBlock(after)) return [[path.join("/"), before, after]];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    changedArguments(before[key], after[key], [...path, key]),
  );
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Health checks of the public records of some regions, as paths in the JSON. */
function checksOf(regions: readonly string[]): readonly string[] {
  const edge = stackOf(BEFORE, EDGE);
  const records = resources(edge, "aws_route53_record").filter(({ set_identifier }) => regions.includes(String(set_identifier)));
  return records.map(({ health_check_id }) => {
    const [, name = ""] = /^\$\{aws_route53_health_check\.([^.]+)\.id\}$/.exec(String(health_check_id)) ?? [];
    return `resource/aws_route53_health_check/${name}`;
  });
}

const CASES: readonly (readonly string[])[] = [...REGIONS.map((region) => [region]), REGIONS.slice(1)];

describe.each(CASES.map((regions) => [regions.join(" and "), regions] as const))("evacuating %s", (_, regions) => {
  const after = synthesizePlatform({ ...publicNames, evacuated: regions });

  test("changes only the edge stack", () => {
    expect(changedStacks(after)).toEqual([EDGE]);
  });

  test("changes two fields of each health check of these regions' records, and nothing else", () => {
    const changes = changedArguments(stackOf(BEFORE, EDGE), stackOf(after, EDGE));
    const expected = checksOf(regions).flatMap((check) => [
      [`${check}/disabled`, false, true],
      [`${check}/invert_healthcheck`, false, true],
    ]);
    expect(expected).toHaveLength(regions.length * 3 * 2);
    expect([...changes].sort()).toEqual(expected.sort());
  });
});

test("every public record of a region has its own health check", () => {
  const edge = stackOf(BEFORE, EDGE);
  const records = resources(edge, "aws_route53_record").filter(({ set_identifier }) => set_identifier !== undefined);
  expect(records).toHaveLength(REGIONS.length * 3);
  expect(new Set(records.map(({ health_check_id }) => health_check_id)).size).toBe(records.length);
});

/** The expression in the referenced stack for a cross-stack reference. */
function valueReferredTo(stack: StackJson, reference: string): unknown {
  const output = /^\$\{data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)\}$/.exec(reference)?.[1] ?? "";
  return stack.output?.[output]?.value;
}

test("no alarm monitors a health check that an evacuation changes", () => {
  const edge = stackOf(BEFORE, EDGE);
  const turned = new Set(checksOf(REGIONS).map((path) => `\${${path.split("/").slice(1).join(".")}.id}`));
  const watched = resources(stackOf(BEFORE, `${publicNames.name}-watch`), "aws_cloudwatch_metric_alarm").flatMap(({ dimensions }) => {
    const id = (dimensions as Block | undefined)?.HealthCheckId;
    return typeof id === "string" ? [valueReferredTo(edge, id)] : [];
  });
  expect(watched).toHaveLength(turned.size);
  for (const check of watched) expect(turned).not.toContain(check);
  for (const check of resources(edge, "aws_route53_health_check").filter(({ type }) => type === "CLOUDWATCH_METRIC"))
    expect(watched).toContain(referenceTo(edge, "aws_route53_health_check", pathOf(check), "id"));
});
