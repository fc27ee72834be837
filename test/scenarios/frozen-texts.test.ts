import { environments } from "../../environments";
import { everyEnvironment } from "../fixtures/environments/every";
import { ADDRESS, CHANGES_IN_PLACE, FROZEN, OUTPUT } from "../support/frozen/frozen-attributes";
import { frozenDifferences, HOW_TO_PROCEED } from "../support/frozen/frozen-difference";
import { frozenFiles, readFrozen } from "../support/frozen/frozen-environments";
import { type FrozenValues, frozenValues } from "../support/frozen/frozen-values";
import { synthesizePlatform } from "../support/platform";

/** Names and texts that replace a resource, or break a comparison, if they change: held by value. */
const files = frozenFiles();

test.each(files.map((file) => [file.file, file] as const))("keeps %s", (_, file) => {
  const differences = frozenDifferences(readFrozen(file), file.current);
  if (differences.length > 0)
    throw new Error(`${[`${differences.length} frozen values changed:`, ...differences].join("\n")}\n\n${HOW_TO_PROCEED}`);
});

test("finds a value for every attribute of the table, so that no row is dead", () => {
  const found = new Set(files.flatMap(({ current }) => Object.values(current).flatMap((entries) => Object.keys(entries).map(rowOf))));
  const rows = Object.entries(FROZEN).flatMap(([type, rowsOf]) =>
    rowsOf.flatMap(({ attributes }) => attributes.map((each) => `${type} ${each}`)),
  );
  expect(rows.filter((row) => !found.has(row))).toEqual([]);
});

/** `<type> <attribute>` of a key of either kind of file. */
function rowOf(key: string): string {
  const [address = "", attribute = ""] = key.split(" ");
  return `${address.split(".", 1)[0] ?? ""} ${attribute}`;
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
  const [dev] = files;
  const change = (from: string, to: string) => {
    if (!dev) throw new Error("no file");
    const changed = JSON.parse(JSON.stringify(dev.current).replaceAll(from, to)) as FrozenValues;
    return frozenDifferences(dev.current, changed);
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
  const prod = frozenValues(synthesizePlatform(environments.prod));
  const text = JSON.stringify(prod);
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
  expect(Object.values(prod).flatMap(Object.keys)).toContainEqual(expect.stringMatching(new RegExp(`^aws_vpc\\.\\S+ ${ADDRESS}$`)));
});
