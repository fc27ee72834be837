import type { CombinedPage } from "../../watching/watch";
import type { Tasks } from "./task-rows";

/** The only page of a service or worker, below the level `full`. */
export function combinedPage({ kind, name }: Pick<Tasks, "kind" | "name">): CombinedPage {
  return {
    name: [kind, name, "page"],
    description: `The ${kind} ${name} does not work as its users need it: at least one of its paging alarms is firing.`,
    reason: "Users notice it now or within hours. The firing alarm states the problem and its own runbook.",
    runbook: "workload-failing",
  };
}
