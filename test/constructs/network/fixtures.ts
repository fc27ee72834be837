import type { TerraformStack } from "cdktf";
import { planSubnets } from "../../../constructs/network/cidr-plan";
import type { NetworkSettings, Region } from "../../../constructs/network/model";
import { regionFacts } from "../../../aws/regions";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { Network } from "../../../constructs/network/network";

/** The minimal settings of a network. */
export const SETTINGS: NetworkSettings = {
  natGateways: "none",
  interfaceEndpoints: [],
  flowLogs: "none",
  staticAddresses: false,
  interRegion: "peering",
};

/** A region of the model, as `resolve` returns it. */
export function regionOf(name: string, zones: number): Region {
  const facts = regionFacts(name);
  const cidr = `10.${facts.number}.0.0/16`;
  const subnets = planSubnets(cidr, zones).map((cidrs, index) => ({ id: facts.zones[index] ?? "", ...cidrs }));
  return { name, primary: true, evacuated: false, decommissioning: false, cidr, zones: subnets };
}

export interface NetworkFixture {
  readonly region?: string;
  readonly zones?: number;
  readonly settings?: Partial<NetworkSettings>;
}

/** A network with its logs key, as children `Network` and `LogsKey` of a stack. */
export function networkIn(stack: TerraformStack, { region = "us-east-1", zones = 3, settings }: NetworkFixture = {}): Network {
  const logsKey = new EncryptionKey(stack, "LogsKey", { purpose: "logs", forLogs: true });
  return new Network(stack, "Network", { region: regionOf(region, zones), settings: { ...SETTINGS, ...settings }, logsKey });
}
