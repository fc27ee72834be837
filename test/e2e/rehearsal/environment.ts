/** The project of the rehearsal: `prod` of the fixture in test/fixtures/environments/photofeed.ts, with the fields that the rehearsal edits. */
export const PROD = "environments/prod.ts";

/** The last region of the list. */
export const THIRD = "ap-southeast-2";
export const REGION_LINE = `"${THIRD}": {}`;
/** The end of the database's fields. */
export const DATABASE_LINE = 'databaseName: "photofeed"';

/** Replaces the folder `environments/` of a copy of the repository. */
export const ENVIRONMENTS: Readonly<Record<string, string>> = {
  "environments/index.ts": `import { defineProject } from "../index";
import { prod } from "./prod";

export default defineProject({ environments: { prod } });
`,
  [PROD]: `import { environment } from "../index";
import { prod as photofeed } from "../test/fixtures/environments/photofeed";
import evacuated from "./evacuated.json";

export const prod = environment({
  ...photofeed,
  stage: "multi-region",
  regions: { "us-east-1": { primary: true }, "eu-west-1": {}, ${REGION_LINE} },
  evacuated: evacuated.prod,
  databases: { main: { engine: "postgres", ${DATABASE_LINE} } },
});
`,
  "environments/evacuated.json": '{ "prod": [] }\n',
};
