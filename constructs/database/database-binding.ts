import { type Database, databaseVariables } from "./model";
import { variablesOf } from "../core/variables";
import type { Binding, Connection } from "../core/bindings";
import type { RegionalCidrs } from "../core/regional-cidrs";
import type { SecurityGroup } from "../core/security-group";
import type { RegionalCredentials } from "./credentials";
import { writerName } from "./names";

export interface DatabaseBindingProps {
  readonly database: Database;
  readonly zoneName: string;
  /** The primary's own address. */
  readonly writerEndpoint: string;
  readonly readerHost: string;
  /** Of the consumer's region. */
  readonly credentials: RegionalCredentials;
  /** The owner in all instances that a consumer may get to see. */
  readonly userArns: readonly string[];
  /** What is in front of the instances of the consumer's own region, if it holds a copy. */
  readonly group?: SecurityGroup;
  /** Other regions that hold a copy. */
  readonly elsewhere: readonly RegionalCidrs[];
}

/** What a consumer gets of a database. */
export function databaseBinding(props: DatabaseBindingProps): Binding {
  const { database, credentials } = props;
  const { name, port, databaseName } = database;
  return {
    name,
    environment: variablesOf(databaseVariables, name, {
      WRITER_HOST: writerName(name, props.zoneName),
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
  const what = { ports: { protocol: "tcp", from: database.port }, description: `Database ${database.name}` } as const;
  return [
    ...(group ? [{ kind: "group", group, ...what } as const] : []),
    ...elsewhere.map(({ region, cidrs }) => ({ kind: "cidr", region, cidrs, ...what }) as const),
  ];
}
