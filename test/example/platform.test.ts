import { join } from "node:path";
import type { Platform } from "../../config/model";
import project, { environments } from "../../environments";
import evacuated from "../../environments/evacuated.json";
import images from "../../environments/images.json";
import { loadProject } from "../../cli/project";
import { environmentsWith } from "../../project/project";
import { previewOf } from "../../project/previews";
import { environments as fixtures, previews } from "../fixtures/environments/photofeed";
import { platformOf } from "../support/resolved";

/** The tests of Terrace use the fixture `photofeed`. It is the same platform as the example, so they hold for the example too. */
test("the example and the fixture are the same environments", () => {
  expect(Object.keys(environments)).toEqual(Object.keys(fixtures));
});

test.each(Object.entries(fixtures))(
  "%s of the example is the fixture's, apart from released images and evacuated regions",
  (name, fixture) => {
    expect(withoutRecords(platformOf(environments[name as keyof typeof fixtures]))).toEqual(withoutRecords(platformOf(fixture)));
  },
);

test("a preview of the example is the fixture's, apart from released images", () => {
  const preview = environmentsWith(project, "pull12").pull12;
  expect(withoutRecords(platformOf(preview))).toEqual(withoutRecords(platformOf(previewOf(12, previews))));
});

test("commands load the environments as the synthesis does", () => {
  const loaded = loadProject(join(__dirname, "../.."));
  expect(JSON.stringify(loaded.environments)).toBe(JSON.stringify(environments));
  expect(JSON.stringify(environmentsWith(loaded, "pull12"))).toBe(JSON.stringify(environmentsWith(project, "pull12")));
});

test("evacuated.json, which `npm run evacuate` writes, has an entry for each environment", () => {
  expect(Object.keys(evacuated).sort()).toEqual(Object.keys(environments).sort());
});

test("images.json, which `npm run release` writes, has an entry for every environment and no other", () => {
  expect(Object.keys(images).sort()).toEqual(Object.keys(environments).sort());
});

/** The model without the values that commands write: the tag or digest of each image, and evacuated regions. */
function withoutRecords(platform: Platform): unknown {
  return JSON.parse(JSON.stringify(platform), (key, value: unknown) => (["evacuated", "suffix"].includes(key) ? undefined : value));
}
