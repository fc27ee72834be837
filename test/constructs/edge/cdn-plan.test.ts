import type { HttpService, Service } from "../../../constructs/compute/model";
import type { Site } from "../../../constructs/edge/model";
import { cdnPlan } from "../../../constructs/edge/cdn-plan";
import { API, INGEST } from "../compute/fixtures";

const SITE: Site = { singlePageApp: true, failoverRegion: "us-east-2", contentSecurityPolicy: "default-src 'self'" };
const MAIN = { Apex: "example.com", Www: "www.example.com" };

const api = (name: string, paths: readonly string[], hosts: readonly string[] = []): HttpService => ({
  ...API,
  name,
  routes: { ...API.routes, paths, hosts },
});
const plan = (services: readonly Service[], site?: Site) => cdnPlan({ domainName: "example.com", services, site });

test("a platform with only network services has no CDN", () => {
  expect(plan([INGEST])).toEqual([]);
});

test("without a site, the services serve all paths on all host names", () => {
  expect(plan([api("api", ["/*"], ["api.example.com"])])).toEqual([
    { role: "Main", names: { ...MAIN, "api.example.com": "api.example.com" }, serves: { kind: "api" } },
  ]);
});

test("a site without services gets a distribution for the site only", () => {
  expect(plan([INGEST], SITE)).toEqual([{ role: "Main", names: MAIN, serves: { kind: "site" } }]);
});

test("with a site, the services serve their own paths, each once and sorted", () => {
  expect(plan([api("b", ["/v2/*", "/api/*"]), api("a", ["/api/*"], ["www.example.com"])], SITE)).toEqual([
    { role: "Main", names: MAIN, serves: { kind: "site-and-api", paths: ["/api/*", "/v2/*"] } },
  ]);
});

test("with a site, a service's host gets a separate distribution, because CloudFront does not route by host", () => {
  expect(plan([api("api", ["/api/*"]), api("admin", ["/*"], ["admin.example.com"])], SITE)).toEqual([
    { role: "Main", names: MAIN, serves: { kind: "site-and-api", paths: ["/api/*"] } },
    { role: "Hosts", names: { "admin.example.com": "admin.example.com" }, serves: { kind: "api" } },
  ]);
});

test.each(["other.com", "a.b.example.com", "notexample.com"])("rejects host %s, which the certificate does not cover", (host) => {
  expect(() => plan([api("api", ["/*"], [host])])).toThrow(
    `host "${host}" is not covered by the certificate for "example.com" and "*.example.com": use a name one level below`,
  );
});

test.each(["/", "/*", "*", "/?*"])("rejects a service with path %s next to a site", (path) => {
  expect(() => plan([api("web", [path])], SITE)).toThrow(
    'service "web" has routes for all paths of the site and would hide it: use narrower routes, or a separate host',
  );
});
