import { WORKLOAD_MAPS } from "../../constructs/compute/workloads";
import { KIND_MAPS } from "../../constructs/registry";
import { repeated } from "../../language/collections";
import { PULL_REQUESTS } from "../schema/delivery";
import type { Rule } from "./rule";

/** What an environment is made of, beside who deploys it. */
const THINGS = [...WORKLOAD_MAPS, ...KIND_MAPS] as const;

/** Rules about who deploys. */
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
          problem: wider === ref ? "is there twice" : `is one of ${wider} already`,
          received: ref,
          allowed: "each branch and tag once",
          fix: wider === ref ? "Remove it." : `Remove it, or \`${wider}\` if only this one shall be deployed.`,
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
          problem: "would let every pull request deploy this environment before anybody has reviewed it",
          received: ref,
          allowed: "branches and tags; pull requests deploy previews alone",
          fix: "Remove it, or say with `environments` which previews the roles are for.",
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
        problem: "lets everyone with push access read the states and the values of the secrets of an environment that keeps its data",
        received: delivery.plans,
        allowed: "`environment`, the default of environments with removalPolicy `retain`",
        fix: "Remove the field and create the GitHub environment for plans (docs/guides/delivery.md), or leave it if everyone may read that.",
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
        problem: `names ${name} itself, whose roles could change what gives them their rights`,
        received: pattern,
        allowed: "the beginning of other environments' names",
        fix: "Choose another beginning, or rename this environment.",
        reads: [["name"]],
      };
    },
  },
  {
    id: "delivery.roles-alone",
    *check({ delivery, ...settings }) {
      if (delivery?.environments === undefined) return;
      const things = THINGS.filter((map) => Object.keys(settings[map]).length > 0);
      for (const field of [...things, ...(settings.site ? ["site"] : []), ...(delivery.images ? ["delivery.images"] : [])])
        yield {
          path: field.split("."),
          problem: "would never be made: with `delivery.environments` this environment has roles alone, for the jobs of others",
          received: field,
          allowed: "nothing here",
          fix: "Remove it, or write it into the environments that are deployed.",
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
        problem:
          deployedBy === name ? "is this environment itself" : "stands beside `delivery`, which makes roles of this environment's own",
        received: deployedBy,
        allowed: "another environment, in place of `delivery`",
        fix: delivery === undefined ? "Name another one." : "Remove one of the two.",
        reads: [["name"], ["delivery"]],
      };
    },
  },
];

/** The shortest of some patterns that covers a ref with others. */
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
