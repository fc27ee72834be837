import type { Binding, RemoteConnection } from "../../../constructs/core/bindings";
import { WorkloadNetwork } from "../../../constructs/compute/workload-network";
import { resources, synthesizeConstructs } from "../../support/synth";
import { NOTHING } from "./fixtures";

const far = (region: string, cidrs: readonly string[], port: number): RemoteConnection => ({
  kind: "cidr",
  region,
  cidrs,
  ports: { protocol: "tcp", from: port },
  description: "Database",
});

const using = (name: string, ...connections: readonly RemoteConnection[]): Binding => ({ ...NOTHING, name, connections });

function egress(...bindings: readonly Binding[]) {
  const json = synthesizeConstructs((stack) => void new WorkloadNetwork(stack, "Network", { name: "api", vpcId: "vpc-1", bindings }));
  return resources(json, "aws_vpc_security_group_egress_rule")
    .map(({ cidr_ipv4, from_port, to_port }) => `${String(cidr_ipv4)} ${String(from_port)}-${String(to_port)}`)
    .sort();
}

const HTTPS = "0.0.0.0/0 443-443";

test("a resource in another region is reachable at its CIDR ranges, each at its port", () => {
  expect(egress(using("main", far("eu-west-1", ["10.30.32.0/20", "10.30.96.0/20"], 5_432)))).toEqual([
    HTTPS,
    "10.30.32.0/20 5432-5432",
    "10.30.96.0/20 5432-5432",
  ]);
});

test("two databases with the same engine share their rules, since AWS rejects duplicates; another engine or region has its own", () => {
  const main = using("main", far("eu-west-1", ["10.30.32.0/20"], 5_432));
  const events = using("events", far("eu-west-1", ["10.30.32.0/20"], 5_432), far("us-west-2", ["10.13.32.0/20"], 5_432));
  const shop = using("shop", far("eu-west-1", ["10.30.32.0/20"], 3_306));
  expect(egress(main, events, shop)).toEqual([HTTPS, "10.13.32.0/20 5432-5432", "10.30.32.0/20 3306-3306", "10.30.32.0/20 5432-5432"]);
});
