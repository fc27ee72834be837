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

test("a platform of network services alone has no CDN", () => {
  expect(plan([INGEST])).toEqual([]);
});

test("without a site the services answer everything, on all names", () => {
  expect(plan([api("api", ["/*"], ["api.example.com"])])).toEqual([
    { role: "Main", names: { ...MAIN, "api.example.com": "api.example.com" }, serves: { kind: "api" } },
  ]);
});

test("a site without services is only a site", () => {
  expect(plan([INGEST], SITE)).toEqual([{ role: "Main", names: MAIN, serves: { kind: "site" } }]);
});

test("beside a site the services have their paths, each once, in order", () => {
  expect(plan([api("b", ["/v2/*", "/api/*"]), api("a", ["/api/*"], ["www.example.com"])], SITE)).toEqual([
    { role: "Main", names: MAIN, serves: { kind: "site-and-api", paths: ["/api/*", "/v2/*"] } },
  ]);
});

test("beside a site a host of a service gets a distribution of its own, since CloudFront does not choose by host", () => {
  expect(plan([api("api", ["/api/*"]), api("admin", ["/*"], ["admin.example.com"])], SITE)).toEqual([
    { role: "Main", names: MAIN, serves: { kind: "site-and-api", paths: ["/api/*"] } },
    { role: "Hosts", names: { "admin.example.com": "admin.example.com" }, serves: { kind: "api" } },
  ]);
});

test.each(["other.com", "a.b.example.com", "notexample.com"])("host %s, which the certificate does not cover, is an error", (host) => {
  expect(() => plan([api("api", ["/*"], [host])])).toThrow(
    `host "${host}" is not covered by the certificate for "example.com" and "*.example.com": use a name one level below`,
  );
});

test.each(["/", "/*", "*", "/?*"])("a service that takes %s beside a site is an error", (path) => {
  expect(() => plan([api("web", [path])], SITE)).toThrow(
    'service "web" takes the site\'s paths and would hide it: give it narrower routes, or a host of its own',
  );
});
