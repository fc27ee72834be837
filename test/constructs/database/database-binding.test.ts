import { RemoteDatabase } from "../../../constructs/database/remote-database";
import { outputValue, referenceTo, type StackJson } from "../../support/synth";
import { COPY, CREDENTIALS, POSTGRES, SOURCE, synthDatabase } from "./fixtures";

const ELSEWHERE = [{ region: "eu-west-1", cidrs: ["10.30.128.0/22", "10.30.132.0/22"] }];
const TCP = { protocol: "tcp", from: 5432 };

const primary = synthDatabase(POSTGRES, { elsewhere: [] });
const copy = synthDatabase(POSTGRES, { role: COPY, elsewhere: ELSEWHERE });
const remote = new RemoteDatabase({
  database: POSTGRES,
  zone: { name: "dev.internal" },
  source: SOURCE,
  credentials: CREDENTIALS,
  copies: ELSEWHERE,
}).bind();

const bound = (json: StackJson) => outputValue(json, "binding") as unknown as ReturnType<RemoteDatabase["bind"]>;
const attribute = (json: StackJson, path: string, name: string) => referenceTo(json, "aws_db_instance", path, name);
const userArn = (json: StackJson, path: string) =>
  `arn:aws:rds-db:us-east-1:\${data.aws_caller_identity.Account.account_id}:dbuser:${attribute(json, path, "resource_id")}/terrace`;

describe("in the primary region", () => {
  test("names are private, the writer's of the whole environment, the reader's of the region; the endpoint is for tokens and certificates", () => {
    expect(bound(primary).environment).toEqual({
      MAIN_DB_WRITER_HOST: "main.writer.db.dev.internal",
      MAIN_DB_READER_HOST: "main.reader.db.us-east-1.dev.internal",
      MAIN_DB_WRITER_ENDPOINT: attribute(primary, "Database/Resource", "address"),
      MAIN_DB_PORT: "5432",
      MAIN_DB_NAME: "photofeed",
    });
  });

  test("user and password come by reference from the region's secret, and nothing else may be read", () => {
    expect(bound(primary).secrets).toEqual({
      MAIN_DB_USERNAME: `${CREDENTIALS.secretArn}:username::`,
      MAIN_DB_PASSWORD: `${CREDENTIALS.secretArn}:password::`,
    });
    expect(bound(primary).executionStatements).toEqual(CREDENTIALS.readStatements);
  });

  test("the owner may log in to exactly these instances", () => {
    expect(bound(primary).taskStatements).toEqual([
      {
        actions: ["rds-db:connect"],
        resources: ["Database/Resource", "Replica-1/Resource", "Replica-2/Resource"].map((path) => userArn(primary, path)),
      },
    ]);
  });

  test("the way is to the group of the instances", () => {
    const group = referenceTo(primary, "aws_security_group", undefined, "id");
    expect(bound(primary).connections).toEqual([{ kind: "group", group, ports: TCP, description: "Database main" }]);
  });
});

describe("where a copy is", () => {
  test("reads stay in the region, writes go to the primary", () => {
    expect(bound(copy).environment).toMatchObject({
      MAIN_DB_WRITER_HOST: "main.writer.db.dev.internal",
      MAIN_DB_READER_HOST: "main.reader.db.us-east-1.dev.internal",
      MAIN_DB_WRITER_ENDPOINT: SOURCE.address,
    });
  });

  test("the owner may log in to the region's instances and to the primary in its own region, not to the primary's replicas", () => {
    const [{ resources } = { resources: [] }] = bound(copy).taskStatements;
    expect(resources).toEqual([
      userArn(copy, "Database/Resource"),
      userArn(copy, "Replica-1/Resource"),
      "arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-HEAD/terrace",
    ]);
  });

  test("there is a way to the region's own group, and by address to every other region with a copy", () => {
    const group = referenceTo(copy, "aws_security_group", undefined, "id");
    expect(bound(copy).connections).toEqual([
      { kind: "group", group, ports: TCP, description: "Database main" },
      { kind: "cidr", ...ELSEWHERE[0], ports: TCP, description: "Database main" },
    ]);
  });
});

describe("where no copy is", () => {
  test("reads and writes both go to the primary region, with the secret of the own one", () => {
    expect(remote.environment).toEqual({
      MAIN_DB_WRITER_HOST: "main.writer.db.dev.internal",
      MAIN_DB_READER_HOST: "main.reader.db.eu-west-1.dev.internal",
      MAIN_DB_WRITER_ENDPOINT: SOURCE.address,
      MAIN_DB_PORT: "5432",
      MAIN_DB_NAME: "photofeed",
    });
    expect(remote.secrets).toEqual(bound(primary).secrets);
    expect(remote.executionStatements).toEqual(CREDENTIALS.readStatements);
  });

  test("the owner may log in to the primary and its replicas, which the reader's name leads to", () => {
    expect(remote.taskStatements).toEqual([{ actions: ["rds-db:connect"], resources: [SOURCE.writerUserArn, ...SOURCE.readerUserArns] }]);
  });

  test("every way is by address, to all regions with a copy", () => {
    expect(remote.connections).toEqual([{ kind: "cidr", ...ELSEWHERE[0], ports: TCP, description: "Database main" }]);
  });
});

test("a database tells other regions where it is and who its owner is there", () => {
  const source = outputValue(primary, "source");
  expect(source).toEqual({
    region: "us-east-1",
    arn: attribute(primary, "Database/Resource", "arn"),
    address: attribute(primary, "Database/Resource", "address"),
    writerUserArn: userArn(primary, "Database/Resource"),
    readerUserArns: [userArn(primary, "Replica-1/Resource"), userArn(primary, "Replica-2/Resource")],
  });
});
