import type { Database } from "../../config/model";
import { variablePrefix } from "../../config/variables";
import type { Binding, Connection } from "../core/bindings";
import type { RegionalCidrs } from "../core/reach";
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
  const prefix = variablePrefix({ kind: "database", name });
  return {
    name,
    environment: {
      [`${prefix}_WRITER_HOST`]: writerName(name, props.zoneName),
      [`${prefix}_READER_HOST`]: props.readerHost,
      [`${prefix}_WRITER_ENDPOINT`]: props.writerEndpoint,
      [`${prefix}_PORT`]: String(port),
      [`${prefix}_NAME`]: databaseName,
    },
    secrets: {
      [`${prefix}_USERNAME`]: `${credentials.secretArn}:username::`,
      [`${prefix}_PASSWORD`]: `${credentials.secretArn}:password::`,
    },
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
