import { RemoteDatabase } from "../../../constructs/database/remote-database";
import { outputValue, referenceTo, type StackJson } from "../../support/synth";
import { REPLICA, CREDENTIALS, POSTGRES, SOURCE, synthDatabase } from "./fixtures";

const ELSEWHERE = [{ region: "eu-west-1", cidrs: ["10.30.128.0/22", "10.30.132.0/22"] }];
const TCP = { protocol: "tcp", from: 5432 };

const primary = synthDatabase(POSTGRES, { elsewhere: [] });
const replica = synthDatabase(POSTGRES, { role: REPLICA, elsewhere: ELSEWHERE });
const remote = new RemoteDatabase({
  database: POSTGRES,
  zone: { name: "dev.internal" },
  source: SOURCE,
  credentials: CREDENTIALS,
  replicas: ELSEWHERE,
}).bind();

const bound = (json: StackJson) => outputValue(json, "binding") as unknown as ReturnType<RemoteDatabase["bind"]>;
const attribute = (json: StackJson, path: string, name: string) => referenceTo(json, "aws_db_instance", path, name);
const userArn = (json: StackJson, path: string) =>
  `arn:aws:rds-db:us-east-1:\${data.aws_caller_identity.Account.account_id}:dbuser:${attribute(json, path, "resource_id")}/terrace`;

describe("in the primary region", () => {
  test("hosts are private DNS names, the writer's per environment and the reader's per region; the endpoint is for tokens and certificates", () => {
    expect(bound(primary).environment).toEqual({
      MAIN_DB_WRITER_HOST: "main.writer.db.dev.internal",
      MAIN_DB_READER_HOST: "main.reader.db.us-east-1.dev.internal",
      MAIN_DB_WRITER_ENDPOINT: attribute(primary, "Database/Resource", "address"),
      MAIN_DB_PORT: "5432",
      MAIN_DB_NAME: "photofeed",
    });
  });

  test("user and password are references to the region's secret, the only readable secret", () => {
    expect(bound(primary).secrets).toEqual({
      MAIN_DB_USERNAME: `${CREDENTIALS.secretArn}:username::`,
      MAIN_DB_PASSWORD: `${CREDENTIALS.secretArn}:password::`,
    });
    expect(bound(primary).executionStatements).toEqual(CREDENTIALS.readStatements);
  });

  test("the owner is allowed to connect to exactly these instances", () => {
    expect(bound(primary).taskStatements).toEqual([
      {
        actions: ["rds-db:connect"],
        resources: ["Database/Resource", "Replica-1/Resource", "Replica-2/Resource"].map((path) => userArn(primary, path)),
      },
    ]);
  });

  test("the connection targets the security group of the instances", () => {
    const group = referenceTo(primary, "aws_security_group", undefined, "id");
    expect(bound(primary).connections).toEqual([{ kind: "group", group, ports: TCP, description: "Database main" }]);
  });
});

describe("in a region with a cross-region replica", () => {
  test("reads stay in the region, writes go to the primary", () => {
    expect(bound(replica).environment).toMatchObject({
      MAIN_DB_WRITER_HOST: "main.writer.db.dev.internal",
      MAIN_DB_READER_HOST: "main.reader.db.us-east-1.dev.internal",
      MAIN_DB_WRITER_ENDPOINT: SOURCE.address,
    });
  });

  test("the owner is allowed to connect to the region's instances and to the primary, but not to the primary's replicas", () => {
    const [{ resources } = { resources: [] }] = bound(replica).taskStatements;
    expect(resources).toEqual([
      userArn(replica, "Database/Resource"),
      userArn(replica, "Replica-1/Resource"),
      "arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-HEAD/terrace",
    ]);
  });

  test("connections target the region's own security group, and the CIDRs of every other region with an instance", () => {
    const group = referenceTo(replica, "aws_security_group", undefined, "id");
    expect(bound(replica).connections).toEqual([
      { kind: "group", group, ports: TCP, description: "Database main" },
      { kind: "cidr", ...ELSEWHERE[0], ports: TCP, description: "Database main" },
    ]);
  });
});

describe("in a region without an instance", () => {
  test("reads and writes both go to the primary region, with the secret of the consumer's region", () => {
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

  test("the owner is allowed to connect to the primary and its replicas, the targets of the reader DNS name", () => {
    expect(remote.taskStatements).toEqual([{ actions: ["rds-db:connect"], resources: [SOURCE.writerUserArn, ...SOURCE.readerUserArns] }]);
  });

  test("connections target the CIDRs of all regions with an instance", () => {
    expect(remote.connections).toEqual([{ kind: "cidr", ...ELSEWHERE[0], ports: TCP, description: "Database main" }]);
  });
});

test("a database exports its endpoint and its owner's ARNs to other regions", () => {
  const source = outputValue(primary, "source");
  expect(source).toEqual({
    region: "us-east-1",
    arn: attribute(primary, "Database/Resource", "arn"),
    address: attribute(primary, "Database/Resource", "address"),
    writerUserArn: userArn(primary, "Database/Resource"),
    readerUserArns: [userArn(primary, "Replica-1/Resource"), userArn(primary, "Replica-2/Resource")],
  });
});
