import { Autoscaling } from "../../../constructs/compute/autoscaling";
import { BalancedService } from "../../../constructs/compute/balanced-service";
import { synthesizeConstructs } from "../../support/synth";
import { API, ground, target } from "./fixtures";

test("rejects an unknown policy", () => {
  const ask = () =>
    synthesizeConstructs((scope) => {
      const behind = target(scope, "ApplicationELB", [{ protocol: "tcp", from: 8080 }]);
      const service = new BalancedService(scope, "Service", { ...ground(scope), service: API, target: behind, bindings: [] });
      (service.node.findChild("Autoscaling") as Autoscaling).policyArn("Wake");
    });
  expect(ask).toThrow('"test/Service/Autoscaling" has no policy "Wake"; it has Cpu');
});
