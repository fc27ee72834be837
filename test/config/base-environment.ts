import { type Environment, environment } from "../../config/schema";

/** A minimal valid environment with one service. Each rule test changes it. */
export const base: Environment = environment({
  name: "test",
  stage: "single-region",
  domainName: "example.com",
  regions: { "us-east-1": {} },
  services: { api: { image: "api:1.0.0", port: 8080, routes: ["/api/*"] } },
});

/** A small environment in three regions. */
export const threeRegions: Environment = environment({
  name: "three",
  stage: "multi-region",
  domainName: "example.org",
  homeRegion: "us-east-1",
  regions: { "us-east-1": { primary: true }, "eu-west-1": {}, "ap-southeast-2": {} },
  services: { api: { image: "api:1.0.0", port: 8080, routes: ["/api/*"], uses: ["sessions"], scale: { max: 10 } } },
  caches: { sessions: {} },
  site: {},
});

type Loose = { [key: string]: Loose } & Record<string, unknown>;

/** A copy of the base environment with some fields set by path: `{ "services.api.cpu": 300 }`. Undefined removes a field. */
export function changed(changes: Readonly<Record<string, unknown>>): unknown {
  const copy = structuredClone(base) as unknown as Loose;
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    let at = copy;
    for (const key of keys) at = at[key] ??= {};
    if (value === undefined) delete at[last];
    else (at as Record<string, unknown>)[last] = value;
  }
  return copy;
}
