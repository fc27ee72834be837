import { whyNotPublished } from "../../../support/facts";
import { watchObjectives } from "../../../../constructs/compute/service/watch/objectives";

test.each([
  ["alone behind its load balancer", true],
  ["next to others", false],
])("AWS publishes the SLO metrics of a service %s", (_, alone) => {
  const { alarms, signals } = watchObjectives({
    service: "api",
    objectives: { availability: "99.9%", latency: { p: 99, under: "300 ms" } },
    target: { loadBalancerSuffix: "app/main/1", targetGroupSuffix: "targetgroup/api/2", alone },
  });
  const metrics = [...alarms.map(({ metric }) => metric), ...signals.flatMap((signal) => signal.metrics)];
  expect(metrics.length).toBeGreaterThan(8);
  expect(metrics.flatMap(whyNotPublished)).toEqual([]);
});
