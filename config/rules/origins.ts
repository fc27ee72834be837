import { MOST_FUNCTION_BYTES, originFunction } from "../../constructs/edge/origin-function";
import { originRules, type RoutedService } from "../../constructs/edge/origin-rules";
import type { Rule } from "./rule";

/** Rules for the function of the CDN that chooses a load balancer. */
export const originsRules: readonly Rule[] = [
  {
    id: "placement.function",
    *check({ services }) {
      const routed = Object.values(services).flatMap(({ routes: paths, hosts, placement }): RoutedService[] =>
        paths === undefined ? [] : [{ routes: { paths, hosts, priorities: placement.priorities }, placement }],
      );
      const rules = originRules(routed);
      const bytes = Buffer.byteLength(originFunction(rules));
      if (bytes <= MOST_FUNCTION_BYTES) return;
      yield {
        path: ["services"],
        problem: `have so many paths on several load balancers that the function of CloudFront that chooses one has ${bytes} bytes`,
        received: `${rules.length} rules`,
        allowed: `at most ${MOST_FUNCTION_BYTES} bytes: AWS does not raise this quota`,
        fix: "Combine paths with a wildcard.",
        reads: [["placement"]],
      };
    },
  },
];
