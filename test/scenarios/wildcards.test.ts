import { z } from "zod";
import { definePlatform } from "../../stacks/platform";
import { everyField, otherFields } from "../fixtures/environments/every-field";
import { policyArns } from "../support/iam/arn-patterns";
import { synthesizeQuickly } from "../support/quick-synth";
import { KEY, placeOf, type SchemaLeaf, stringFields } from "../support/texts/fields";
import { fill, type Slot } from "../support/texts/slots";
import { platformOf } from "../support/resolved";

/**
 * A wildcard in an environment never widens a permission: in IAM `*` and `?` match any characters, and `${` starts a policy variable. The test finds the fields
 * in the schema, so a new field with an ARN or a name is tested automatically.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
const WILDCARDS = ["*", "?", "**", "${aws:PrincipalArn}"];

describe.each(Object.entries({ "every field": everyField, ...otherFields }))("%s", (_, data) => {
  const before = synthesize(data);

  test("has policies with its own names", () => {
    expect(before.length).toBeGreaterThan(5);
  });

  test.each(WILDCARDS)("%s in any field that accepts it changes no ARN of a policy", (wildcard) => {
    for (const pick of ["first", "last"] as const) {
      const slots = stringFields().flatMap((field) => slotOf(field, data, wildcard, pick));
      expect(slots.length).toBeGreaterThan(0);
      expect(synthesize(fill(data, slots, () => wildcard).data)).toEqual(before);
    }
  });
});

/** The first or last position in a field's value at which the field accepts the string; none if it is never accepted. */
function slotOf(field: SchemaLeaf, data: unknown, text: string, pick: "first" | "last"): readonly Slot[] {
  const place = placeOf(field, data);
  if (!place) return [];
  const isKey = field.steps.at(-1) === KEY;
  const value = isKey ? place.at(-1) : place.reduce<unknown>((parent, key) => (parent as Record<string | number, unknown>)[key], data);
  const present = String(value);
  const slots = Array.from({ length: present.length + 1 }, (_, at): Slot => ({
    field: field.name,
    place,
    isKey,
    before: present.slice(0, at),
    after: present.slice(at),
  })).filter(({ before, after }) => field.schemas.some((schema) => z.safeParse(schema, `${before}${text}${after}`).success));
  const slot = pick === "first" ? slots[0] : slots.at(-1);
  return slot ? [slot] : [];
}

/** Every ARN in every policy of the platform. */
function synthesize(data: unknown): readonly string[] {
  const platform = platformOf(data);
  return policyArns([...synthesizeQuickly((app) => definePlatform(app, platform)).values()], "111122223333");
}
