import { repeated } from "../../language/collections";
import type { Settings } from "../settings/settings";
import { didYouMean, oneOf } from "../../language/nearest";
import { NAMES } from "../../language/parse";
import { REGION_NAMES, findRegion, knownRegions } from "../../aws/regions";
import { type RuleViolation, type Rule, entries, forEach } from "./rule";

const ALL_REGIONS = ["regions", NAMES];

/** Rules about the home region, evacuated regions and regions that are being decommissioned. */
export const regionLayoutRules: readonly Rule[] = [
  {
    id: "region.home",
    *check({ homeRegion, primaryRegion, regions }) {
      const names = Object.keys(regions);
      // The rules about regions report unknown regions of the environment, and an environment without regions.
      if (names.length === 0 || (homeRegion !== undefined && (findRegion(homeRegion) || Object.hasOwn(regions, homeRegion)))) return;
      const candidate = primaryRegion ?? [...names].sort().find((name) => findRegion(name)) ?? REGION_NAMES[0];
      yield {
        path: ["homeRegion"],
        problem:
          homeRegion === undefined
            ? "is missing: it is required with several regions, because it can never change"
            : "is not a valid AWS region",
        received: homeRegion,
        allowed:
          homeRegion === undefined
            ? `any AWS region, for example a region of this environment: ${oneOf(knownRegions([...names].sort()))}`
            : oneOf(REGION_NAMES),
        fix: didYouMean(homeRegion, REGION_NAMES, `Set \`homeRegion: "${candidate}"\`. It can never change.`),
        reads: [["regions"]],
      };
    },
  },
  {
    id: "region.evacuated",
    *check({ evacuated, regions }) {
      const names = Object.keys(regions);
      const twice = new Set(repeated(evacuated));
      for (const [index, name] of evacuated.entries()) {
        const at = { path: ["evacuated", index], received: name, reads: [ALL_REGIONS] };
        if (!Object.hasOwn(regions, name))
          yield {
            ...at,
            problem: "is not a region of this environment",
            allowed: oneOf(knownRegions(names)),
            fix: didYouMean(name, names, "Remove it."),
          };
        else if (twice.has(index)) yield { ...at, problem: "is a duplicate", allowed: "each region once", fix: "Remove it." };
      }
      if (serving(regions).length === 0 || serving(regions).some((name) => !evacuated.includes(name))) return;
      yield {
        path: ["evacuated"],
        problem: "contains every region that is not being decommissioned; if no target is healthy, Route 53 treats all as healthy",
        received: evacuated,
        allowed: `all except one of ${serving(regions).join(", ")}`,
        fix: "Restore one region: remove it here, or run `terrace region restore`.",
        reads: [["regions"]],
      };
    },
  },
  forEach("region.decommissioning", entries("regions"), function* ({ name, path, value, settings }) {
    if (!value.decommissioning) return;
    const names = Object.keys(settings.regions);
    if (name !== settings.primaryRegion) return;
    yield { path: [...path, "decommissioning"], received: true, ...primaryDecommissioning(settings.name, names.length) };
  }),
];

/** Regions that can receive public traffic. */
function serving(regions: Settings["regions"]): readonly string[] {
  return Object.entries(regions).flatMap(([name, { decommissioning }]) => (decommissioning ? [] : [name]));
}

function primaryDecommissioning(environment: string, count: number): Pick<RuleViolation, "problem" | "allowed" | "fix" | "reads"> {
  return {
    problem:
      count === 1 ? "is true in the only region, so that no region would remain" : "is true in the primary region, which receives writes",
    allowed: "false in the primary region",
    fix:
      count === 1
        ? `Remove it. To delete the whole environment, run \`cdktf destroy '${environment}-*'\`.`
        : "Make another region primary first, and promote the databases whose primary is here.",
    reads: [["regions"]],
  };
}
