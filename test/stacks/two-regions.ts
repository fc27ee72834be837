import type { Platform } from "../../config/model";
import { type Environment, environment } from "../../config/schema";
import { platformOf as resolvedPlatform } from "../support/resolved";

/** A platform in two regions, neither of which is us-east-1, so that a resource in the wrong region is visible. */
export const TWO_REGIONS: Environment = environment({
  name: "test",
  stage: "multi-region",
  domainName: "example.com",
  homeRegion: "eu-west-1",
  regions: { "eu-west-1": { primary: true }, "ap-southeast-2": {} },
  images: { "team/api": `sha256:${"a".repeat(64)}` },
  services: {
    api: { image: "team/api:1.0.0", port: 8080, routes: ["/api/*"] },
    admin: { image: "registry.example.com/admin:1", port: 8080, routes: ["/*"], hosts: ["admin.example.com"] },
    ingest: { image: "ingest:1.0.0", port: 9000, listener: { protocol: "tcp", port: 9000 } },
  },
  workers: { mailer: { image: "team/api:1.0.0", consumes: "emails" } },
  queues: { emails: { visibility: "10 minutes" } },
  site: {},
});

/** The platform of an environment with some fields changed; undefined removes a field. */
export function platformOf(changes: Partial<Environment> = {}): Platform {
  return resolvedPlatform(Object.fromEntries(Object.entries({ ...TWO_REGIONS, ...changes }).filter(([, value]) => value !== undefined)));
}
