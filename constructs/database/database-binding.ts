import { type Database, databaseVariables } from "./model";
import { variablesOf } from "../core/variables";
import type { AttributeValues } from "../core/attributes";
import type { Binding, Connection } from "../core/bindings";
import type { databaseAttributes } from "./attributes";
import type { RegionalCidrs } from "../core/regional-cidrs";
import type { ConsumerGroup } from "../core/consumer-groups";
import type { RegionalCredentials } from "./credentials";
import { writerName } from "./names";

export interface DatabaseBindingProps {
  readonly database: Database;
  readonly zoneName: string;
  /** The primary's endpoint. */
  readonly writerEndpoint: string;
  readonly readerHost: string;
  /** The credentials in the consumer's region. */
  readonly credentials: RegionalCredentials;
  /** The owner user in all instances that a consumer can connect to. */
  readonly userArns: readonly string[];
  /** Security group of the instances in the consumer's region for the consumer's rule, if the region has any. */
  readonly group?: ConsumerGroup;
  /** Other regions with instances of the database. */
  readonly elsewhere: readonly RegionalCidrs[];
}

/** Variables, secrets, permissions and connections of a database consumer. */
export function databaseBinding(props: DatabaseBindingProps): Binding {
  const { database, credentials } = props;
  const { name, port, databaseName } = database;
  const writer = writerName(name, props.zoneName);
  return {
    name,
    attributes: {
      writer,
      reader: props.readerHost,
      endpoint: props.writerEndpoint,
      port: String(port),
      name: databaseName,
      username: database.username,
      password: { secretArn: credentials.secretArn, key: "password" },
    } satisfies AttributeValues<typeof databaseAttributes>,
    environment: variablesOf(databaseVariables, name, {
      WRITER_HOST: writer,
      READER_HOST: props.readerHost,
      WRITER_ENDPOINT: props.writerEndpoint,
      PORT: String(port),
      NAME: databaseName,
    }),
    secrets: variablesOf(databaseVariables, name, {
      USERNAME: `${credentials.secretArn}:username::`,
      PASSWORD: `${credentials.secretArn}:password::`,
    }),
    taskStatements: [{ actions: ["rds-db:connect"], resources: props.userArns }],
    executionStatements: credentials.readStatements,
    connections: connections(props),
  };
}

function connections({ database, group, elsewhere }: DatabaseBindingProps): Connection[] {
  const target = { ports: { protocol: "tcp", from: database.port }, description: `Database ${database.name}` } as const;
  return [
    ...(group ? [{ kind: "group", ...group, ...target } as const] : []),
    ...elsewhere.map(({ region, cidrs }) => ({ kind: "cidr", region, cidrs, ...target }) as const),
  ];
}
