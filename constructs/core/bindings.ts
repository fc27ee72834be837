import type { PolicyStatement } from "./policy";
import type { Ports, SecurityGroup } from "./security-group";

/** A network connection that a consumer needs. */
export type Connection = LocalConnection | RemoteConnection;

/** Within the consumer's region, to the group of the thing: the consumer's stack makes both halves. */
export interface LocalConnection {
  readonly kind: "group";
  readonly group: SecurityGroup;
  readonly ports: Ports;
  readonly description: string;
}

/**
 * To another region, where a rule cannot name a group: the consumer's stack makes the way out, and the thing's own stack lets the
 * consumer's region in, so that neither asks the other's region for anything.
 */
export interface RemoteConnection {
  readonly kind: "cidr";
  /** The region on the other side. */
  readonly region: string;
  readonly cidrs: readonly string[];
  readonly ports: Ports;
  readonly description: string;
}

/**
 * All that a consumer gets from one thing that it uses, and no more: who is bound by it can reach the thing, who is not cannot. The
 * consumer's stack makes the rules and statements from it.
 */
export interface Binding {
  /** Name of the thing; ids of the rules are made from it. */
  readonly name: string;
  /** Environment variables of the container. */
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables whose values ECS fetches by reference: a full ARN, for a JSON key with `:key::` behind it. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What the task's own role may do. */
  readonly taskStatements: readonly PolicyStatement[];
  /** What the execution role needs to fetch `secrets`. */
  readonly executionStatements: readonly PolicyStatement[];
  readonly connections: readonly Connection[];
}

/** A thing that services and workers name in `uses`. */
export interface Bindable {
  /** What a consumer gets. */
  bind(): Binding;
}
