/**
 * The project of the rehearsal: the previews of the fixture in test/fixtures/environments/photofeed.ts, for pull requests of a repository. The API
 * runs the image of `environments/images.json`.
 */
export const environmentsFor = (delivery: object): Readonly<Record<string, string>> => ({
  "environments/index.ts": `import { defineProject, imageOf, type Digests } from "../index";
import { previews } from "../test/fixtures/environments/photofeed";
import images from "./images.json";

const released: Readonly<Record<string, Digests>> = images;

export default defineProject({
  environments: {},
  previews: {
    ...previews,
    delivery: ${JSON.stringify(delivery)},
    environment: (fields) => {
      const preview = previews.environment(fields);
      const api = { ...preview.services?.api, image: imageOf("api", "1.0.0", released[fields.name]) };
      return { ...preview, services: { ...preview.services, api } };
    },
  },
});
`,
  "environments/images.json": "{}\n",
});
