import type { Binding, RemoteConnection } from "../../../constructs/core/bindings";
import { egressModel } from "../../../constructs/compute/egress/model";
import type { EgressEntry } from "../../../constructs/compute/egress/schema";
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
  return rulesOf(bindings);
}

function rulesOf(bindings: readonly Binding[], entry: EgressEntry = "https") {
  const json = synthesizeConstructs(
    (stack) => void new WorkloadNetwork(stack, "Network", { name: "api", vpcId: "vpc-1", bindings, egress: egressModel(entry) }),
  );
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

test.each<[string, EgressEntry, readonly string[]]>([
  ["nothing in addition", "https", []],
  ["all ports and protocols", "open", ["0.0.0.0/0 undefined-undefined"]],
  ["the port of a name, to all addresses", [{ to: "smtp.example.com", port: 587, protocol: "tcp" }], ["0.0.0.0/0 587-587"]],
  ["a range", [{ cidr: "203.0.113.0/24", port: 5_671, protocol: "tcp" }], ["203.0.113.0/24 5671-5671"]],
  [
    "one rule for two names with one port",
    [
      { to: "smtp.example.com", port: 587, protocol: "tcp" },
      { to: "mail.example.com", port: 587, protocol: "tcp" },
      { to: "ntp.example.com", port: 587, protocol: "udp" },
    ],
    ["0.0.0.0/0 587-587", "0.0.0.0/0 587-587"],
  ],
  ["no second rule for HTTPS", [{ to: "api.example.com", port: 443, protocol: "tcp" }], []],
])("a workload can open connections to %s", (_, entry, expected) => {
  expect(rulesOf([], entry)).toEqual([HTTPS, ...expected].sort());
});

test("a range of another region that `uses` allows already has no second rule", () => {
  const main = using("main", far("eu-west-1", ["10.30.32.0/20"], 5_432));
  expect(rulesOf([main], [{ cidr: "10.30.32.0/20", port: 5_432, protocol: "tcp" }])).toEqual([HTTPS, "10.30.32.0/20 5432-5432"]);
});

test("the description names the destinations, as long as EC2 accepts it", () => {
  const description = (count: number) => {
    const entry = Array.from({ length: count }, (_, index) => ({
      to: `destination-${index}.example.com`,
      port: 25,
      protocol: "tcp" as const,
    }));
    const json = synthesizeConstructs(
      (stack) => void new WorkloadNetwork(stack, "Network", { name: "api", vpcId: "vpc-1", bindings: [], egress: egressModel(entry) }),
    );
    return resources(json, "aws_vpc_security_group_egress_rule").find(({ from_port }) => from_port === 25)?.description;
  };
  expect(description(2)).toBe("api: destination-0.example.com, destination-1.example.com");
  expect(description(50)).toBe("api: 50 destinations");
});
