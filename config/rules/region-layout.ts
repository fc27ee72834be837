import { repeated } from "../../language/collections";
import type { Settings } from "../settings/settings";
import { didYouMean, oneOf } from "../../language/nearest";
import { NAMES } from "../../language/parse";
import { REGION_NAMES, findRegion, knownRegions } from "../../aws/regions";
import { type Breach, type Rule, entries, forEach } from "./rule";

const ALL_REGIONS = ["regions", NAMES];

/** Rules about what the regions are to each other: which is home, which are out of the public names, which are about to go. */
export const placeRules: readonly Rule[] = [
  {
    id: "region.home",
    *check({ homeRegion, primaryRegion, regions }) {
      const names = Object.keys(regions);
      // A region of the environment that does not exist is named by the rules about regions, as is an environment without any.
      if (names.length === 0 || (homeRegion !== undefined && (findRegion(homeRegion) || Object.hasOwn(regions, homeRegion)))) return;
      const candidate = primaryRegion ?? [...names].sort().find((name) => findRegion(name)) ?? REGION_NAMES[0];
      yield {
        path: ["homeRegion"],
        problem:
          homeRegion === undefined ? "is missing, and with several regions it must be said, since it can never change" : "is no AWS region",
        received: homeRegion,
        allowed:
          homeRegion === undefined
            ? `any AWS region, for good; of this environment: ${oneOf(knownRegions([...names].sort()))}`
            : oneOf(REGION_NAMES),
        fix: didYouMean(homeRegion, REGION_NAMES, `Write \`homeRegion: "${candidate}"\`; it can never change.`),
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
            problem: "is no region of this environment",
            allowed: oneOf(knownRegions(names)),
            fix: didYouMean(name, names, "Remove it."),
          };
        else if (twice.has(index)) yield { ...at, problem: "is there twice", allowed: "each region once", fix: "Remove it." };
      }
      if (serving(regions).length === 0 || serving(regions).some((name) => !evacuated.includes(name))) return;
      yield {
        path: ["evacuated"],
        problem: "names every region that is not being decommissioned, and Route 53 treats names of which none is healthy as if all were",
        received: evacuated,
        allowed: `all but one of ${serving(regions).join(", ")}`,
        fix: "Bring one region back: remove it here, or run `npm run evacuate` with `--restore`.",
        reads: [["regions"]],
      };
    },
  },
  forEach("region.decommissioning", entries("regions"), function* ({ name, path, value, settings }) {
    if (!value.decommissioning) return;
    const names = Object.keys(settings.regions);
    if (name !== settings.primaryRegion) return;
    yield { path: [...path, "decommissioning"], received: true, ...primaryLeaves(settings.name, names.length) };
  }),
];

/** Regions that public names can lead to. */
function serving(regions: Settings["regions"]): readonly string[] {
  return Object.entries(regions).flatMap(([name, { decommissioning }]) => (decommissioning ? [] : [name]));
}

function primaryLeaves(environment: string, count: number): Pick<Breach, "problem" | "allowed" | "fix" | "reads"> {
  return {
    problem: count === 1 ? "is true in the only region, so that none would be left" : "is true in the primary region, which writes go to",
    allowed: "false in the primary region",
    fix:
      count === 1
        ? `Remove it; to end the whole environment run \`cdktf destroy '${environment}-*'\`.`
        : "Make another region primary first, and promote the databases that are written here.",
    reads: [["regions"]],
  };
}
