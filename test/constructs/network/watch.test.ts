import { watchNat } from "../../../constructs/network/watch";
import { faults, linesOf } from "../watching/faults";

const watch = watchNat({ natGatewayId: "${aws_nat_gateway.Gateway1.id}", name: "1" });

test("a NAT gateway", () => {
  expect(linesOf(watch)).toEqual([
    "Ports: page nat-ports; above 0, 3 of 3 × 5 minutes; no data: notBreaching",
    "Connections: ticket; at-or-above 44000, 15 of 15 × 1 minute; no data: notBreaching",
    "Bandwidth: ticket; at-or-above 10000000000, 5 of 15 × 1 minute; no data: notBreaching",
    "PacketRate: ticket; at-or-above 8000000, 5 of 15 × 1 minute; no data: notBreaching",
    "Drops: ticket; above 0.01, 10 of 15 × 1 minute; no data: notBreaching",
    "Unanswered: ticket; at-or-above 50, 10 of 15 × 1 minute; no data: notBreaching",
    "Cost: ticket; above 500000000000, 1 of 1 × 1 day; no data: notBreaching",
  ]);
});

test("AWS publishes its metrics and accepts its alarms", () => {
  expect(faults([watch])).toEqual([]);
});

test("the dashboard has traffic, errors and saturation; there is no latency metric", () => {
  expect(new Set(watch.signals.map(({ signal }) => signal))).toEqual(new Set(["traffic", "errors", "saturation"]));
});
