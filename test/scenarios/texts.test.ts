import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolve } from "../../config/resolve";
import { definePlatform } from "../../stacks/platform";
import { everyField, otherFields } from "../fixtures/environments/every-field";
import { numberFields, placeOf, stringFields } from "../support/texts/fields";
import { PAYLOADS, REJECTED, REJECTED_NUMBERS, REJECTED_WHOLE } from "../support/texts/payloads";
import { type Slot, fill, numberSlotsOf, slotsOf, whole } from "../support/texts/slots";
import { readTemplate, readTexts } from "../support/texts/template";
import { synthesizeQuickly } from "../support/quick-synth";
import { platformOf } from "../support/resolved";

/**
 * Every string in an environment reaches AWS unchanged or is rejected by an error that names the field. The test finds the fields in the schema:
 * a new field is tested automatically, or fails the first test until an environment here sets it.
 */
const fields = stringFields();
const inFull = fields.filter((field) => placeOf(field, everyField));

test("the environments here set every string field of the schema", () => {
  const nowhere = fields.filter((field) => [everyField, ...Object.values(otherFields)].every((data) => !placeOf(field, data)));
  expect(nowhere.map(({ name }) => name)).toEqual([]);
  expect(fields.length).toBeGreaterThan(120);
});

describe.each(Object.entries(otherFields))("%s", (_, data) => {
  const own = fields.filter((field) => placeOf(field, data) && !inFull.includes(field));
  const slots = slotsOf(own, data);

  test("rejects strings with a meaning for Terraform, cdktf or a terminal", () => {
    expect(slots.length).toBeGreaterThan(0);
    for (const payload of [...Object.values(PAYLOADS), ...Object.values(REJECTED)].filter((text) => !/^[}']$/.test(text)))
      expect(fill(data, slots, () => payload).accepted).toEqual([]);
  });
});

describe("an environment with every field", () => {
  const slots = slotsOf(inFull, everyField);
  const marked = slots.filter(({ mark }) => mark !== undefined);
  const before = synthesize(fill(everyField, marked, ({ mark = "" }) => mark).data);

  /** Payloads that each field accepts, by slot. */
  const taken = new Map<Slot, string[]>(slots.map((slot) => [slot, []]));

  test.each(Object.entries(PAYLOADS))("%s: is accepted, or rejected with the field's name", (_, payload) => {
    const { accepted, rejected } = fill(everyField, slots, ({ mark = "" }) => `${mark}${payload}`);
    expect(accepted.length + rejected.length).toBe(slots.length);
    for (const slot of accepted) taken.get(slot)?.push(payload);
  });

  test.each(Object.entries(REJECTED))("%s is rejected with the field's name, in every field", (_, payload) => {
    expect(namesOf(fill(everyField, slots, ({ mark = "" }) => `${mark}${payload}`).accepted)).toEqual([]);
  });

  test.each(REJECTED_WHOLE)("%s is rejected with the field's name, in every field", (payload) => {
    const alone = slots.map((slot) => ({ ...slot, before: "", after: "" }));
    expect(namesOf(fill(everyField, alone, () => payload).accepted)).toEqual([]);
  });

  test("accepted strings reach AWS unchanged and change no reference", () => {
    const open = marked.filter((slot) => (taken.get(slot) ?? []).includes("${x}"));
    expect(namesOf(open)).toEqual(expect.arrayContaining(OPEN));
    const ends: readonly ((slot: Slot) => readonly string[])[] = [
      (slot) => taken.get(slot) ?? [],
      (slot) => (taken.get(slot) ?? []).filter((payload) => ["$", "$$", "%", "${", "%{"].includes(payload)).reverse(),
    ];
    for (const payloads of ends) {
      const texts = new Map(marked.map((slot) => [slot, `${slot.mark}${payloads(slot).join("-")}`]));
      const { data, rejected } = fill(everyField, marked, (slot) => texts.get(slot) ?? "");
      expect(namesOf(rejected)).toEqual([]);
      const after = synthesize(data);
      for (const slot of marked) expectReached(slot, texts.get(slot) ?? "", before.texts, after.texts);
      expect(after.expressions).toEqual(before.expressions);
    }
  });
});

/** Known free-text fields: if the walk missed them, the test would prove nothing. */
const OPEN = [
  "services.<value>.command[]",
  "services.<value>.healthCommand[]",
  "services.<value>.environment.<value>",
  "services.<value>.metrics.<value>.pattern",
  "services.<value>.metrics.<value>.alarm.reason",
  "workers.<value>.metrics.<value>.alarm.reason",
  "databases.<value>.parameters.<value>",
  "secrets.<value>.description",
  "site.contentSecurityPolicy",
  "alerts.page.emails[]",
];

const namesOf = (slots: readonly Slot[]) => slots.map(({ field }) => field);

/** Every occurrence of the mark is replaced by the complete string. */
function expectReached(slot: Slot, text: string, before: readonly string[], after: readonly string[]): void {
  const { mark = "", field } = slot;
  const places = (texts: readonly string[], wanted: string) => texts.filter((each) => each.includes(wanted)).length;
  // Names that are derived from a string contain its mark but not all characters; an image is split into two parts.
  const letterByLetter = places(before, String(whole(slot, mark))) || places(before, mark);
  const found = { field, letterByLetter: Math.min(letterByLetter, places(after, text)), inPart: places(after, mark) };
  expect(found).toEqual({ field, letterByLetter, inPart: places(before, mark) });
}

function synthesize(data: unknown): { readonly texts: readonly string[]; readonly expressions: readonly string[] } {
  const platform = platformOf(data);
  const stacks = synthesizeQuickly((app) => definePlatform(app, platform));
  const read = [...stacks.values()].map(readTexts);
  return { texts: read.flatMap(({ texts }) => texts), expressions: read.flatMap(({ expressions }) => expressions).sort() };
}

test("Terraform evaluates templates like this test", () => {
  const templates = ["${", "$${", "%%{", "$$${", "%%%{", "%$${", "$%%{", "$", "$$", "%", "{", "}", '"', "\\n", "\n", '${"$"}', '${"$$"}']
    .flatMap((one, _, all) => all.map((other) => `${one}x}${other}`))
    .flatMap((template) => [template, `${template}y}`])
    .filter((template) => !/(?<!\$)\$\{(?!"\$)|(?<!%)%\{/.test(template));
  expect(templates.length).toBeGreaterThan(300);
  const folder = mkdtempSync(join(tmpdir(), "terrace-texts-"));
  try {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ locals: { texts: templates } }));
    const { TF_CLI_CONFIG_FILE: _none, ...env } = process.env;
    const { stdout, stderr } = spawnSync("terraform", ["console"], {
      cwd: folder,
      env: { ...env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: "/dev/null" },
      input: "jsonencode(local.texts)\n",
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(JSON.parse(JSON.parse(stdout) as string)).toEqual(templates.map((template) => readTemplate(template).text));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("numbers", () => {
  const slots = numberSlotsOf(numberFields(), everyField);

  test("the environments here set every number field of the schema", () => {
    expect(numberFields().length).toBeGreaterThan(35);
    expect(numberFields().map(({ name }) => name)).toEqual(slots.map(({ field }) => field));
  });

  test.each(REJECTED_NUMBERS)("%d is rejected with the field's name, in every field", (number) => {
    expect(namesOf(fill(everyField, slots, () => number).accepted)).toEqual([]);
  });

  test.each([5e-324, -5e-324, 0.5, 2 ** 359, -(2 ** 359)])(
    "%d is rejected with the field's name, or produces a platform with finite numbers",
    (number) => {
      const resolution = resolve(fill(everyField, slots, () => number).data);
      expect(resolution).toEqual(JSON.parse(JSON.stringify(resolution)));
    },
  );
});
