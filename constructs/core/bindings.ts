import type { SecretKey } from "./attributes";
import type { PolicyStatement } from "./policy";
import type { Ports, SecurityGroup } from "./security-group";

/** A network connection that a consumer needs. */
export type Connection = LocalConnection | RemoteConnection;

/** To a security group in the same region. The consumer's stack creates the egress and the ingress rule. */
export interface LocalConnection {
  readonly kind: "group";
  readonly group: SecurityGroup;
  readonly ports: Ports;
  readonly description: string;
  /** Whether the rule can move to another group of the resource when consumers are added or removed. @default false */
  readonly moves?: boolean;
}

/**
 * To another region, where a rule cannot reference a security group. The consumer's stack creates the egress rule, and the stack of the
 * resource admits the consumer's region, so that neither stack depends on the other region.
 */
export interface RemoteConnection {
  readonly kind: "cidr";
  /** The region of the resource. */
  readonly region: string;
  readonly cidrs: readonly string[];
  readonly ports: Ports;
  readonly description: string;
}

/**
 * Everything that a consumer gets from one resource that it uses. A workload can reach only the resources that it is bound to. The
 * consumer's stack creates the rules and statements.
 */
export interface Binding {
  /** Name of the resource; the IDs of the rules contain it. */
  readonly name: string;
  /** Environment variables of the container. */
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables whose values ECS fetches by reference: a full ARN, with `:key::` appended for a JSON key. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Values that the workload's own variables can contain, by attribute. @default none */
  readonly attributes?: Readonly<Record<string, string | SecretKey>>;
  /** Permissions of the task role. */
  readonly taskStatements: readonly PolicyStatement[];
  /** Permissions of the execution role to fetch `secrets`. */
  readonly executionStatements: readonly PolicyStatement[];
  readonly connections: readonly Connection[];
}

/** A resource that services and workers name in `uses`. */
export interface Bindable {
  /** @param consumer name of the workload. */
  bind(consumer: string): Binding;
}
