import { CloudWatchClient, SetAlarmStateCommand, type StateValue } from "@aws-sdk/client-cloudwatch";
import { DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Session } from "../../../cli/local/session";
import { run } from "../../../cli/process/run";
import { listKeys, readState, type State } from "../../../cli/state/states";
import { STATES } from "./environment";
import { stackOfStateKey } from "../../../stacks/names";

interface Instance {
  readonly index_key?: string | number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/** The scenario's AWS account, read directly and not through the pipeline. */
export class Account {
  public readonly s3: S3Client;

  public constructor(private readonly session: Pick<Session, "server" | "env" | "paths">) {
    this.s3 = new S3Client({ ...this.client, region: "us-east-1", forcePathStyle: true });
  }

  /** For clients of any service. */
  public get client() {
    return { endpoint: this.session.server.url, credentials: CREDENTIALS };
  }

  public keys(): Promise<string[]> {
    return listKeys(this.s3, STATES);
  }

  public async delete(key: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: STATES, Key: key }));
  }

  /** The states of all stacks, by stack. */
  public async states(): Promise<ReadonlyMap<string, State & { readonly serial: number }>> {
    const names = (await this.keys()).flatMap((key) => stackOfStateKey(key) ?? []).sort();
    const states = await Promise.all(names.map((name) => readState(this.s3, STATES, name)));
    return new Map(states.flatMap((state, n) => (state ? [[names[n] ?? "", state as State & { serial: number }] as const] : [])));
  }

  /** The serial of each stack's state: every write increments it. */
  public async serials(): Promise<Readonly<Record<string, number>>> {
    return Object.fromEntries([...(await this.states())].map(([name, { serial }]) => [name, serial]));
  }

  /** The AWS ID of each managed resource in the states. */
  public async ids(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const [stack, { resources }] of await this.states())
      for (const { mode, type, name, instances } of resources)
        for (const { index_key: key, attributes } of instances as readonly Instance[])
          if (mode === "managed") found.set(`${stack} ${type}.${name}${key === undefined ? "" : `[${key}]`}`, String(attributes.id));
    return found;
  }

  /** The attributes of all resources of one type in a stack. */
  public async attributes(stack: string, type: string): Promise<readonly Instance["attributes"][]> {
    const state = (await this.states()).get(stack);
    const found = (state?.resources ?? []).filter((one) => one.mode === "managed" && one.type === type);
    return found.flatMap(({ instances }) => (instances as readonly Instance[]).map(({ attributes }) => attributes));
  }

  public async setAlarm(region: string, AlarmName: string, StateValue: StateValue): Promise<void> {
    const client = new CloudWatchClient({ ...this.client, region });
    await client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "more errors than before" }));
  }

  /** Makes a manual change: calls a service operation by its boto3 name. */
  public async byHand(region: string, service: string, operation: string, parameters: object): Promise<Readonly<Record<string, unknown>>> {
    const { paths, env } = this.session;
    const args = ["test/e2e/delivery/manual_change.py", region, service, operation, JSON.stringify(parameters)];
    const { code, stdout, stderr } = await run(paths.python, args, { cwd: paths.root, env });
    if (code !== 0) throw new Error(`${service} ${operation} failed:\n${stderr}`);
    return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  }
}
