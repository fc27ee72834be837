import { everyEnvironment } from "../fixtures/environments/every";
import { dev, prod } from "../fixtures/environments/photofeed";
import { ADDRESS, CHANGES_IN_PLACE, FROZEN, OUTPUT } from "../support/frozen/frozen-attributes";
import { frozenDifferences } from "../support/frozen/frozen-difference";
import { expectUnchanged, frozenFeatures } from "../support/frozen/frozen-environments";
import { type FrozenValues, frozenValues } from "../support/frozen/frozen-values";
import { synthesizePlatform } from "../support/platform";

/** Names and texts that replace a resource, or break a comparison, if they change: held by value. */
const features = frozenFeatures();

test("the names and texts of all features are unchanged", () => {
  expectUnchanged(features);
});

test("finds a value for every attribute of the table, so that no row is dead", () => {
  const found = new Set(Object.values(features.current).flatMap((entries) => Object.keys(entries).map(rowOf)));
  const rows = Object.entries(FROZEN).flatMap(([type, rowsOf]) =>
    rowsOf.flatMap(({ attributes }) => attributes.map((each) => `${type} ${each}`)),
  );
  expect(rows.filter((row) => !found.has(row))).toEqual([]);
});

/** `<type> <attribute>` of a key. */
function rowOf(key: string): string {
  const [type = "", attribute = ""] = key.split(" ");
  return `${type} ${attribute}`;
}

test("knows every attribute that carries a name or text", () => {
  const unknown = new Set<string>();
  for (const environment of Object.values(everyEnvironment).flatMap((each) => each ?? []))
    for (const { resource = {} } of synthesizePlatform(environment).values())
      for (const [type, blocks] of Object.entries(resource))
        for (const block of Object.values(blocks))
          for (const [attribute, value] of Object.entries(block)) {
            const isText =
              typeof value === "string" &&
              /(^|_)(name|description|comment|prefix|identifier|alias)$/.test(attribute) &&
              !value.startsWith("${");
            if (isText && !isKnown(type, attribute)) unknown.add(`${type}.${attribute}`);
          }
  expect([...unknown].sort()).toEqual([...CHANGES_IN_PLACE].sort());
});

function isKnown(type: string, attribute: string): boolean {
  return (FROZEN[type] ?? []).some(({ attributes }) => attributes.includes(attribute));
}

describe("a change", () => {
  const current = frozenValues(synthesizePlatform(dev));
  const change = (from: string, to: string) => {
    const changed = JSON.parse(JSON.stringify(current).replaceAll(from, to)) as FrozenValues;
    return frozenDifferences(current, changed);
  };

  test("of a security group's description is reported with its effect", () => {
    expect(change("Tasks of api", "Container tasks of api")).toEqual([
      expect.stringMatching(
        /^dev-us-east-1-service: aws_security_group\.\S+ description was "Tasks of api", is "Container tasks of api".*replaces the group/,
      ),
    ]);
  });

  test("of an address is reported as a loss and as a new resource", () => {
    expect(change("aws_sqs_queue.Queue-emails_760F91C6", "aws_sqs_queue.Mails_760F91C6")).toEqual([
      expect.stringContaining("Mails_760F91C6 name is new"),
      expect.stringMatching(/Queue-emails_760F91C6 name is gone.*DELETES THE QUEUE/),
    ]);
  });

  test("of the names of container variables and outputs is reported", () => {
    expect(change("MAIN_DB_WRITER_HOST", "MAIN_DB_HOST").join()).toContain("contract with applications");
    expect(change("name_servers", "nameservers").join()).toContain("breaks the readers of the output");
  });
});

test("contains every text that the provider compares and no name of a reference", () => {
  const values = frozenValues(synthesizePlatform(prod));
  const text = JSON.stringify(values);
  for (const each of [
    "Tasks of ",
    "Database main",
    "HTTPS from CloudFront",
    "Layers without a tag go after 7 days",
    "copy of us-east-1",
    "Terrace/",
  ])
    expect(text).toContain(each);
  expect(text).not.toContain(`${OUTPUT}.cross-stack-output`);
  expect(Object.values(values).flatMap(Object.keys)).toContainEqual(expect.stringMatching(new RegExp(`^aws_vpc\\.\\S+ ${ADDRESS}$`)));
});
