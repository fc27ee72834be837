import { place as placeServices } from "../placement/place";
import { type Call, COMMAND, DONE } from "../verb";

/** terrace place prod: records the load balancer and the priorities of each service. */
export function place(call: Call): Promise<number> {
  const result = placeServices({ root: call.root, environment: call.argument("environment"), prune: call.flag("prune") });
  const { environment, file, lines } = result;
  call.report(
    result,
    lines.length === 0
      ? [`Every service of ${environment} has its place in ${file}.`]
      : [`Places of ${environment} in ${file}:`, ...lines, `Commit ${file}. Next: ${COMMAND} plan ${environment}`],
  );
  return Promise.resolve(DONE);
}
