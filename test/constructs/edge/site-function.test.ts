import { createContext, runInContext } from "node:vm";
import { type SiteFunctionSettings, siteFunction } from "../../../constructs/edge/site-function";

interface Field {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

interface Request {
  uri: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, Field>>;
  readonly querystring: Readonly<Record<string, Field>>;
}

interface Response {
  readonly statusCode: number;
  readonly headers: { readonly location: Field };
}

/** Runs the function as CloudFront does: only the code in a context; `handler` is called with an event. */
function run(uri: string, settings: Partial<SiteFunctionSettings> = {}, request: Partial<Request> = {}): Request & Response {
  const context = createContext({});
  runInContext(siteFunction({ domainName: "example.com", singlePageApp: true, ...settings }), context);
  const event = { request: { method: "GET", uri, headers: { host: { value: "example.com" } }, querystring: {}, ...request } };
  const json = runInContext(`JSON.stringify(handler(${JSON.stringify(event)}))`, context) as string;
  return JSON.parse(json) as Request & Response;
}

const WWW = { headers: { host: { value: "www.example.com" } } };

test.each([
  ["/", "/index.html"],
  ["/feed", "/index.html"],
  ["/feed/42", "/index.html"],
  ["/feed/", "/index.html"],
  ["/index.html", "/index.html"],
  ["/assets/app.3f2a.js", "/assets/app.3f2a.js"],
  ["/favicon.ico", "/favicon.ico"],
  ["/v1.2/feed", "/index.html"],
  ["/.well-known/apple-app-site-association", "/.well-known/apple-app-site-association"],
])("a single-page app serves %s from %s", (uri, file) => {
  expect(run(uri).uri).toBe(file);
});

test.each([
  ["/", "/index.html"],
  ["/about", "/about/index.html"],
  ["/about/", "/about/index.html"],
  ["/docs/v1.2/", "/docs/v1.2/index.html"],
  ["/assets/app.js", "/assets/app.js"],
  ["/.well-known/security", "/.well-known/security"],
])("a static site serves %s from %s", (uri, file) => {
  expect(run(uri, { singlePageApp: false }).uri).toBe(file);
});

test.each([
  ["/", {}, "https://example.com/"],
  ["/feed/42", {}, "https://example.com/feed/42"],
  ["/feed", { page: { value: "2" }, raw: { value: "" } }, "https://example.com/feed?page=2&raw"],
  ["/feed", { tag: { value: "b", multiValue: [{ value: "a" }, { value: "b" }] } }, "https://example.com/feed?tag=a&tag=b"],
  ["//evil.example", {}, "https://example.com//evil.example"],
])("www%s %j redirects to the bare domain", (uri, querystring, location) => {
  const response = run(uri, {}, { ...WWW, querystring });
  expect(response.statusCode).toBe(301);
  expect(response.headers.location.value).toBe(location);
});

test("www is matched case-insensitively, and other hosts are served", () => {
  expect(run("/", {}, { headers: { host: { value: "WWW.Example.com" } } }).statusCode).toBe(301);
  expect(run("/", {}, { headers: { host: { value: "d1.cloudfront.net" } } }).uri).toBe("/index.html");
});

test("serves a request without a host", () => {
  expect(run("/feed", {}, { headers: {} }).uri).toBe("/index.html");
});

test("the rest of a request stays unchanged", () => {
  expect(run("/feed", {}, { method: "HEAD", querystring: { a: { value: "1" } } })).toEqual({
    method: "HEAD",
    uri: "/index.html",
    headers: { host: { value: "example.com" } },
    querystring: { a: { value: "1" } },
  });
});

test("the code is within CloudFront's 10 KB and makes no network calls", () => {
  const code = siteFunction({ domainName: "a".repeat(200), singlePageApp: true });
  expect(code.length).toBeLessThan(10_240);
  expect(code).not.toMatch(/require|import|fetch|eval/);
});
