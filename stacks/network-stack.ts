import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import type { Region } from "../constructs/network/model";
import { Stack } from "../constructs/core/stack";
import { EncryptionKey } from "../constructs/core/encryption-key";
import { Network } from "../constructs/network/network";
import { prepareStack } from "./prepare-stack";

export interface NetworkStackProps {
  readonly platform: Platform;
  readonly region: Region;
}

/** The VPC of a region and the KMS key of its logs. Every other stack of the region depends on it. */
export class NetworkStack extends Stack {
  /** KMS key of all log groups of the region. */
  public readonly logsKey: EncryptionKey;
  public readonly network: Network;

  public constructor(scope: Construct, id: string, { platform, region }: NetworkStackProps) {
    super(scope, id);
    prepareStack(this, platform, region.name);
    this.logsKey = new EncryptionKey(this, "LogsKey", { purpose: "logs", forLogs: true });
    this.network = new Network(this, "Network", { region, settings: platform.network, logsKey: this.logsKey });
  }
}
