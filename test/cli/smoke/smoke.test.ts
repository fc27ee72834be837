import { rmSync } from "node:fs";
import * as http from "node:http";
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { httpProber, checkResponse, type ProbeResponse, type ProberOptions } from "../../../cli/smoke/probe";
import { pathOf, probesFor, unprobeable, type Probe } from "../../../cli/smoke/probes";
import { hasFailed, smoke, probeLines } from "../../../cli/smoke/smoke";
import { run } from "../../../cli/process/run";
import { full } from "../../fixtures/environments/full";
import { prod } from "../../fixtures/environments/photofeed";
import { fixtureProject } from "../../support/fixture-project";
import { serverFor } from "../../support/https-server";
import { OPENSSL, testsWith } from "../../support/optional-program";
import { platformOf } from "../../support/resolved";

const outputs = {
  site_url: "https://photofeed.example.net",
  api_url: "https://photofeed.example.net",
  ingest_address: "ingest.photofeed.example.net:9000",
  cdn_domain_name: "d1.cloudfront.net",
};
const site: Probe = { kind: "https", what: "the site", url: "https://example.com/", allowed: [[200, 299]], meanings: { 403: "empty" } };
const api: Probe = { kind: "https", what: "api on /", url: "https://example.com/", allowed: [[200, 499]], meanings: {} };

describe("probesFor()", () => {
  test("returns the site, a path of the API and the port of ingest for prod", () => {
    expect(probesFor(platformOf(prod), outputs)).toMatchObject([
      { kind: "https", what: "the site", url: "https://photofeed.example.net/", allowed: [[200, 299]] },
      { kind: "https", what: "api on /api/", url: "https://photofeed.example.net/api/", allowed: [[200, 499]] },
      { kind: "connect", what: "ingest over TCP", host: "ingest.photofeed.example.net", port: 9000, tls: false },
    ]);
  });

  test("uses the host of a service that has one, and skips UDP", () => {
    const platform = platformOf(full);
    const all = Object.fromEntries(platform.services.map(({ name }) => [`${name.replaceAll("-", "_")}_address`, `${name}.example.com:1`]));
    const results = probesFor(platform, { ...all, ...outputs }).map(({ what }) => what.split(" ")[0]);
    const udp = unprobeable(platform);
    expect(platform.services.filter(({ name }) => !results.includes(name)).map(({ name }) => name)).toEqual(udp);
    expect(probesFor(platform, outputs)).toContainEqual(expect.objectContaining({ url: "https://admin.photofeed.example.com/admin/" }));
  });

  test("returns nothing for a platform without public endpoints", () => {
    expect(probesFor({ services: [] }, {})).toEqual([]);
  });

  test.each([
    ["/api/*", "/api/"],
    ["/v?/users", "/v"],
    ["/health", "/health"],
    ["*", ""],
  ])("the path of %s is %j", (pattern, path) => {
    expect(pathOf(pattern)).toBe(path);
  });
});

describe("checkResponse()", () => {
  test.each([
    [site, { status: 200 }, undefined],
    [site, { status: 403, server: "AmazonS3" }, "HTTP 403: empty"],
    [site, { status: 301 }, "HTTP 301"],
    [api, { status: 401, server: "nginx" }, undefined],
    [api, { status: 404 }, undefined],
    [api, { status: 403, server: "awselb/2.0" }, /^HTTP 403: from the load balancer itself/],
    [api, { status: 403, server: "CloudFront" }, /^HTTP 403: from the CDN itself/],
    [api, { status: 200, server: "CloudFront" }, undefined],
    [api, { status: 503 }, "HTTP 503"],
  ] as const)("%j, %j: %s", (probe, response, problem) => {
    const { problem: found } = checkResponse(probe, response);
    if (problem instanceof RegExp) expect(found).toMatch(problem);
    else expect(found).toBe(problem);
  });
});

/** A clock that only advances by sleeping. */
function clock() {
  let time = 0;
  return {
    now: () => time,
    sleep: (milliseconds: number) => {
      time += milliseconds;
      return Promise.resolve();
    },
  };
}

describe("smoke()", () => {
  const answers = (...problems: (string | undefined)[]) => {
    const left = [...problems];
    return (): Promise<ProbeResponse> => {
      const problem = left.length > 1 ? left.shift() : left[0];
      return Promise.resolve(problem === undefined ? { text: "HTTP 200" } : { text: problem, problem });
    };
  };

  test("retries until a probe succeeds", async () => {
    const results = await smoke([site], answers("ENOTFOUND", "HTTP 503", undefined), { milliseconds: 60_000, ...clock() });
    expect(hasFailed(results)).toBe(false);
    expect(probeLines(results)).toEqual(["✓ the site, https://example.com/: HTTP 200 (3 attempts)"]);
  });

  test("stops at the timeout and reports the last response", async () => {
    const time = clock();
    const results = await smoke([site], answers("HTTP 503"), { milliseconds: 30_000, ...time });
    expect([hasFailed(results), time.now()]).toEqual([true, 30_000]);
    expect(probeLines(results)).toEqual(["✗ the site, https://example.com/: HTTP 503 (4 attempts)"]);
  });

  test("probes once without a timeout", async () => {
    const results = await smoke([site, api], answers("HTTP 503"), { milliseconds: 0, ...clock() });
    expect(results.map(({ attempts }) => attempts)).toEqual([1, 1]);
  });
});

const { describe: describeTls } = testsWith(OPENSSL("smoke tests over TLS"));

describeTls("httpProber()", () => {
  const { server, ca } = serverFor("example.com");
  let options: ProberOptions = {};
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    options = { ca, connectTo: { host: "127.0.0.1", port: (server.address() as AddressInfo).port } };
  });
  afterAll(() => new Promise((done) => server.close(done)));

  test("sends the host name of the URL to any address", async () => {
    expect(await httpProber(options)(site)).toEqual({ text: "HTTP 200" });
  });

  test("fails for a certificate of another name or of an unknown authority", async () => {
    const other: Probe = { ...site, url: "https://example.org/" };
    expect((await httpProber(options)(other)).problem).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    const { connectTo } = options;
    expect((await httpProber(connectTo ? { connectTo } : {})(site)).problem).toMatch(/SELF_SIGNED/);
  });

  test.each([true, false])("connects with TLS: %s", async (tls) => {
    const probe: Probe = { kind: "connect", what: "it", host: "example.com", port: 1, tls };
    expect(await httpProber(options)(probe)).toEqual({ text: "connected" });
  });

  test("reports that nothing listens on the port", async () => {
    const probe: Probe = { kind: "connect", what: "it", host: "127.0.0.1", port: 1, tls: false };
    expect((await httpProber()(probe)).problem).toBe("ECONNREFUSED: nothing listens on this port");
  });
});

describeTls("terrace smoke", () => {
  const domain = "photofeed.example.com";
  const { server, certificate } = serverFor(domain);
  const state = JSON.stringify({
    resources: [],
    outputs: {
      site_url: { value: `https://${domain}` },
      api_url: { value: `https://${domain}` },
      ingest_address: { value: `ingest.${domain}:9000` },
    },
  });
  const results: (string | undefined)[] = [];
  const states = http.createServer((request, response) => {
    results.push(request.url);
    if (request.url?.includes("dev-edge.tfstate")) response.end(state);
    else response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
  });
  const portOf = (listening: http.Server | Server) => (listening.address() as AddressInfo).port;
  beforeAll(() => Promise.all([server, states].map((each) => new Promise<void>((done) => each.listen(0, "127.0.0.1", done)))));
  afterAll(() => Promise.all([server, states].map((each) => new Promise((done) => each.close(done)))));

  const project = fixtureProject();
  afterAll(() => rmSync(project, { recursive: true, force: true }));
  const smokeOf = (environment: string, extra: NodeJS.ProcessEnv) =>
    run(
      process.execPath,
      [
        join(__dirname, "../../../bin/terrace.cjs"),
        "smoke",
        environment,
        "--within",
        "1 second",
        "--connect-to",
        `127.0.0.1:${portOf(server)}`,
      ],
      {
        cwd: project,
        env: {
          ...process.env,
          AWS_ENDPOINT_URL: `http://127.0.0.1:${portOf(states)}`,
          AWS_ACCESS_KEY_ID: "test",
          AWS_SECRET_ACCESS_KEY: "test",
          ...extra,
        },
      },
    );

  test("probes the outputs of the edge's state and prints the results", async () => {
    const { code, stdout } = await smokeOf("dev", { NODE_EXTRA_CA_CERTS: certificate });
    expect(stdout.trim().split("\n")).toEqual([
      `✓ the site, https://${domain}/: HTTP 200`,
      `✓ api on /api/, https://${domain}/api/: HTTP 200`,
      `✓ ingest over TCP, ingest.${domain}:9000: connected`,
    ]);
    expect(code).toBe(0);
    expect(results[0]).toMatch(/^\/dev-photofeed-example-com-terraform-state\/dev-edge\.tfstate/);
  });

  test("fails if a probe fails", async () => {
    const { code, stdout } = await smokeOf("dev", {});
    expect([code, stdout.split("\n")[0]]).toEqual([1, expect.stringMatching(/^✗ the site, .*SELF_SIGNED/)]);
  });

  test("fails if the environment was never deployed", async () => {
    expect(await smokeOf("prod", {})).toMatchObject({ code: 1, stderr: expect.stringContaining("prod-edge was never deployed") });
  });
});
