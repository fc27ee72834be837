import { WORKLOAD_MAPS } from "../../constructs/compute/workloads";
import { KIND_MAPS } from "../../constructs/registry";
import { repeated } from "../../language/collections";
import { PULL_REQUESTS } from "../schema/delivery";
import type { Rule } from "./rule";

/** The maps of an environment's workloads and resources. */
const RESOURCE_MAPS = [...WORKLOAD_MAPS, ...KIND_MAPS] as const;

/** Rules about the deployment from GitHub. */
export const deliveryRules: readonly Rule[] = [
  {
    id: "delivery.ref-covered",
    *check({ delivery }) {
      const refs = delivery?.refs ?? [];
      const twice = new Set(repeated(refs));
      const all = new Set(refs);
      for (const [index, ref] of refs.entries()) {
        const wider = twice.has(index) ? ref : widerThan(ref, all);
        if (wider === undefined) continue;
        yield {
          path: ["delivery", "refs", index],
          problem: wider === ref ? "is a duplicate" : `is already covered by ${wider}`,
          received: ref,
          allowed: "each branch and tag once",
          fix: wider === ref ? "Remove it." : `Remove it, or remove \`${wider}\` if only this one can be deployed.`,
        };
      }
    },
  },
  {
    id: "delivery.pull-requests",
    *check({ delivery }) {
      if (delivery === undefined || delivery.environments !== undefined) return;
      for (const [index, ref] of delivery.refs.entries()) {
        if (ref !== PULL_REQUESTS) continue;
        yield {
          path: ["delivery", "refs", index],
          problem: "allows every pull request to deploy this environment without a review",
          received: ref,
          allowed: "branches and tags; pull requests can deploy only previews",
          fix: "Remove it, or set `environments` to the previews that the roles deploy.",
          reads: [["delivery", "environments"]],
        };
      }
    },
  },
  {
    id: "delivery.open-plans",
    warning: true,
    *check({ delivery, removalPolicy }) {
      if (delivery?.plans !== "branches" || delivery.environments !== undefined || removalPolicy !== "retain") return;
      yield {
        path: ["delivery", "plans"],
        problem: "allows anyone with push access to read the states and secrets of an environment whose data is retained",
        received: delivery.plans,
        allowed: "`environment`, the default of environments with removalPolicy `retain`",
        fix: "Remove the field and create the GitHub environment for plans (docs/guides/delivery.md), or keep it if anyone with push access may read them.",
        reads: [["removalPolicy"]],
      };
    },
  },
  {
    id: "delivery.environments",
    *check({ name, delivery }) {
      const pattern = delivery?.environments;
      if (pattern === undefined || !covers(pattern, name)) return;
      yield {
        path: ["delivery", "environments"],
        problem: `matches this environment, ${name}, so that its roles could change their own permissions`,
        received: pattern,
        allowed: "a name prefix that matches only other environments",
        fix: "Choose another prefix, or rename this environment.",
        reads: [["name"]],
      };
    },
  },
  {
    id: "delivery.roles-alone",
    *check({ delivery, ...settings }) {
      if (delivery?.environments === undefined) return;
      const maps = RESOURCE_MAPS.filter((map) => Object.keys(settings[map]).length > 0);
      for (const field of [...maps, ...(settings.site ? ["site"] : []), ...(delivery.images ? ["delivery.images"] : [])])
        yield {
          path: field.split("."),
          problem:
            "would have no effect: with `delivery.environments`, this environment contains only roles that deploy other environments",
          received: field,
          allowed: "nothing here",
          fix: "Remove it, or move it to the environments that are deployed.",
          reads: [["delivery", "environments"]],
        };
    },
  },
  {
    id: "delivery.delivered-by",
    *check({ name, delivery, deployedBy }) {
      if (deployedBy === undefined || (deployedBy !== name && delivery === undefined)) return;
      yield {
        path: ["deployedBy"],
        problem: deployedBy === name ? "is this environment itself" : "conflicts with `delivery`, which creates roles for this environment",
        received: deployedBy,
        allowed: "another environment, without `delivery`",
        fix: delivery === undefined ? "Choose another environment." : "Remove one of them.",
        reads: [["name"], ["delivery"]],
      };
    },
  },
];

/** The shortest pattern with a wildcard that covers a ref. */
function widerThan(ref: string, patterns: ReadonlySet<string>): string | undefined {
  for (let length = 0; length <= ref.length; length++) {
    const pattern = `${ref.slice(0, length)}*`;
    if (pattern !== ref && patterns.has(pattern)) return pattern;
  }
  return undefined;
}

function covers(pattern: string, ref: string): boolean {
  return pattern.endsWith("*") ? ref.startsWith(pattern.slice(0, -1)) : pattern === ref;
}
