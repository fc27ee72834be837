import { GROUPS, parse } from "../../../cli/entry/parse";
import { optionsOf } from "../../../cli/verb";
import { VERBS } from "../../../cli/verbs";
import { parsedVerb } from "../../support/scripts";

const helpOf = (...words: string[]) => {
  const parsed = parse(VERBS, [...words, "--help"], "1.2.3");
  return "text" in parsed ? parsed.text : "";
};
const names = VERBS.map(({ name }) => name);
const groups = [...new Set(names.filter((name) => name.includes(" ")).map((name) => name.split(" ")[0] ?? ""))];

/** Arguments of an example, without redirections of the shell. */
const wordsOf = (example: string) =>
  [...example.replace(/ [<>] .*$/, "").matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

test("the list of all verbs", () => {
  expect(helpOf()).toMatchSnapshot();
});

test.each(groups)("terrace %s --help lists its verbs", (group) => {
  expect(helpOf(group)).toMatchSnapshot();
});

test.each(names)("terrace %s --help", (name) => {
  expect(helpOf(...name.split(" "))).toMatchSnapshot();
});

test.each(names)("the help of %s fits 80 columns, except its example", (name) => {
  const [text = "", example = ""] = helpOf(...name.split(" ")).split("\nExample:\n");
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  expect(example.trim().split("\n")).toHaveLength(1);
});

test.each(VERBS.map((verb) => [verb.name, verb] as const))("the example of %s parses as that verb", (name, verb) => {
  expect(parsedVerb(wordsOf(verb.example)).verb.name).toBe(name);
});

test.each(VERBS.map((verb) => [verb.name, verb] as const))("%s is described in one line, and its options too", (_name, verb) => {
  expect(verb.summary).toMatch(/^[A-Z].*[^.]$/);
  for (const { description } of optionsOf(verb)) expect(description).toMatch(/^[a-zA-Z0-9"].*[^.]$/);
});

test("each group of verbs has a summary, and each name is unique", () => {
  expect(groups.filter((group) => !(group in GROUPS) && !names.includes(group))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

describe("options that many verbs have", () => {
  const flagsOf = (name: string) => optionsOf(VERBS.find((verb) => verb.name === name) ?? fail(name)).map(({ flags }) => flags);

  test("every verb has --no-color", () => {
    expect(names.filter((name) => !flagsOf(name).includes("--no-color"))).toEqual([]);
  });

  // These print text for a shell or for a person at a terminal.
  test.each(names.filter((name) => !["completion", "dev", "dev shell"].includes(name)))("%s has --json", (name) => {
    expect(flagsOf(name)).toContain("--json");
  });

  test("a verb that deletes data takes --confirm, and never --yes for it", () => {
    const deleting = VERBS.filter(({ deletes }) => deletes);
    expect(deleting.map(({ name }) => name)).toContain("destroy");
    expect(deleting.filter(({ prompts }) => prompts).map(({ name }) => name)).toEqual([]);
    expect(flagsOf("destroy")).toEqual(expect.arrayContaining(["--confirm <environment>"]));
  });

  test.each(["validate", "show", "plan", "deploy", "drift", "policy", "smoke", "preview list"])("%s reports as JSON", (name) => {
    expect(flagsOf(name)).toContain("--json");
  });
});

describe("needs", () => {
  const needsOf = (name: string) => VERBS.find((verb) => verb.name === name)?.needs ?? [];

  test("only verbs that start the local AWS or Checkov need Python", () => {
    const python = names.filter((name) => needsOf(name).includes("python"));
    expect(python.filter((name) => !["dev", "policy", "plan"].includes(name))).toEqual([]);
  });

  test.each(["validate", "show", "completion", "logs", "secret set", "unlock", "smoke", "ci comment"])(
    "%s does not need Terraform",
    (name) => {
      expect(needsOf(name)).not.toContain("terraform");
    },
  );
});

function fail(name: string): never {
  throw new Error(`no verb ${name}`);
}
