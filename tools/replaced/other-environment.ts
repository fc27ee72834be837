/** The name of the only environment of the copy. */
export const NAME = "acme";

/**
 * The content of `environments/` in the copy. It has nothing in common with the example: another name and other regions, other services, one
 * file, no previews, and none of the files that commands write.
 */
export const ENVIRONMENTS: Readonly<Record<string, string>> = {
  "index.ts": `import { defineProject, environment } from "../index";

const ${NAME} = environment({
  name: "${NAME}",
  stage: "multi-region",
  domainName: "acme.example.org",
  homeRegion: "eu-central-1",
  regions: { "eu-central-1": { primary: true }, "ca-central-1": {} },
  removalPolicy: "destroy",
  alerts: { ticket: { emails: ["ops@acme.example.org"] } },
  services: {
    web: { image: "nginx:1.29", port: 8080, routes: ["/*"], uses: ["orders", "jobs", "pages"] },
  },
  workers: { runner: { image: "runner:3.0", consumes: "jobs", uses: ["orders"], scale: { min: 0, max: 4 } } },
  databases: { orders: { engine: "mysql" } },
  caches: { pages: { engine: "redis", memory: "1 GB" } },
  queues: { jobs: { type: "fifo" } },
  secrets: { signing: {} },
});

export default defineProject({ environments: { ${NAME} } });
`,
};
