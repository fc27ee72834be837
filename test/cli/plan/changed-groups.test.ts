import { jobsFor } from "../../../cli/plan/changed-groups";
import type { Environment } from "../../../config/schema";
import { sha256 } from "../../../cli/plan/digests";
import { grouped } from "../../fixtures/environments/grouped";
import { synthesizeMissing, synthesizePlatform } from "../../support/platform";

/** An environment with one field of a workload changed. */
function changed(map: "services" | "workers", name: string, field: object, from: Environment = grouped): Environment {
  const entries = from[map] as Readonly<Record<string, object>>;
  return { ...from, [map]: { ...entries, [name]: { ...entries[name], ...field } } };
}

const PREVIOUS = {
  image: changed("services", "search", { image: "search:0.9.0" }),
  images: changed("workers", "resizer", { image: "resizer:0.8.0" }, changed("services", "search", { image: "search:0.9.0" })),
  threshold: changed("services", "search", { scale: { min: 2, max: 9 } }),
  defaultImage: changed("services", "api", { image: "feed/api:1.0.0" }),
  tag: { ...grouped, tags: { Owner: "photos" } },
  otherGroups: { ...grouped, groups: { ...grouped.groups, extra: { services: ["upload"] } } },
};

synthesizeMissing([grouped, ...Object.values(PREVIOUS)]);
const digests = (environment: unknown) =>
  Object.fromEntries([...synthesizePlatform(environment)].map(([name, json]) => [name, sha256(JSON.stringify(json))]));
const NOW = digests(grouped);
const jobs = (environment: unknown) => jobsFor({ known: true, commit: "a", stacks: digests(environment) }, NOW);

test("there is no job if no stack has changed", () => {
  expect(jobs(grouped)).toEqual([]);
});

test.each<[string, keyof typeof PREVIOUS, readonly string[]]>([
  ["a new image of a service changes only its group", "image", ["checkout"]],
  ["new images of two groups are two jobs", "images", ["checkout", "media"]],
  ["a setting of a service changes only its group", "threshold", ["checkout"]],
  ["a new image of the default group needs the whole environment", "defaultImage", [""]],
  ["a tag needs the whole environment", "tag", [""]],
  ["a removed group needs the whole environment", "otherGroups", [""]],
])("%s", (_, previous, expected) => {
  expect(jobs(PREVIOUS[previous]).map(({ group }) => group)).toEqual(expected);
});

test("an unknown base needs the whole environment", () => {
  expect(jobsFor({ known: false, because: "package-lock.json differs" }, NOW)).toEqual([{ group: "" }]);
});
