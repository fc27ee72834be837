import * as http from "node:http";
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { resolve } from "../../../config/resolve";
import { httpProber, checkResponse, type ProbeResponse, type ProberOptions } from "../../../cli/smoke/probe";
import { pathOf, probesFor, unprobeable, type Probe } from "../../../cli/smoke/probes";
import { hasFailed, smoke, probeLines } from "../../../cli/smoke/smoke";
import { run } from "../../../cli/process/run";
import { loadPlatform } from "../../../cli/environment";
import { full } from "../../fixtures/environments/full";
import { serverFor } from "../../support/https-server";
import { OPENSSL, testsWith } from "../../support/optional-program";

const outputs = {
  site_url: "https://photofeed.example.net",
  api_url: "https://photofeed.example.net",
  ingest_address: "ingest.photofeed.example.net:9000",
  cdn_domain_name: "d1.cloudfront.net",
};
const site: Probe = { kind: "https", what: "the site", url: "https://example.com/", allowed: [[200, 299]], meanings: { 403: "empty" } };
const api: Probe = { kind: "https", what: "api on /", url: "https://example.com/", allowed: [[200, 499]], meanings: {} };

describe("what is asked", () => {
  test("prod: the site, a path of the API, and whether ingest listens", () => {
    expect(probesFor(loadPlatform("prod"), outputs)).toMatchObject([
      { kind: "https", what: "the site", url: "https://photofeed.example.net/", allowed: [[200, 299]] },
      { kind: "https", what: "api on /api/", url: "https://photofeed.example.net/api/", allowed: [[200, 499]] },
      { kind: "connect", what: "ingest over TCP", host: "ingest.photofeed.example.net", port: 9000, tls: false },
    ]);
  });

  test("of every kind of service: those with a host by that, those over UDP not at all", () => {
    const resolution = resolve(full);
    if (!resolution.ok) throw new Error("full is not valid");
    const { platform } = resolution;
    const all = Object.fromEntries(platform.services.map(({ name }) => [`${name.replaceAll("-", "_")}_address`, `${name}.example.com:1`]));
    const asked = probesFor(platform, { ...all, ...outputs }).map(({ what }) => what.split(" ")[0]);
    const udp = unprobeable(platform);
    expect(platform.services.filter(({ name }) => !asked.includes(name)).map(({ name }) => name)).toEqual(udp);
    expect(probesFor(platform, outputs)).toContainEqual(expect.objectContaining({ url: "https://admin.photofeed.example.com/admin/" }));
  });

  test("nothing of a platform that has nothing in the open", () => {
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

describe("how an answer is judged", () => {
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
  ] as const)("%j, %j: %s", (question, response, problem) => {
    const { problem: found } = checkResponse(question, response);
    if (problem instanceof RegExp) expect(found).toMatch(problem);
    else expect(found).toBe(problem);
  });
});

/** A clock that goes on when somebody sleeps. */
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

describe("patience", () => {
  const answers = (...problems: (string | undefined)[]) => {
    const left = [...problems];
    return (): Promise<ProbeResponse> => {
      const problem = left.length > 1 ? left.shift() : left[0];
      return Promise.resolve(problem === undefined ? { text: "HTTP 200" } : { text: problem, problem });
    };
  };

  test("what is well at last is well", async () => {
    const asked = await smoke([site], answers("ENOTFOUND", "HTTP 503", undefined), { milliseconds: 60_000, ...clock() });
    expect(hasFailed(asked)).toBe(false);
    expect(probeLines(asked)).toEqual(["✓ the site, https://example.com/: HTTP 200 (asked 3 times)"]);
  });

  test("ends, and the last answer counts", async () => {
    const time = clock();
    const asked = await smoke([site], answers("HTTP 503"), { milliseconds: 30_000, ...time });
    expect([hasFailed(asked), time.now()]).toEqual([true, 30_000]);
    expect(probeLines(asked)).toEqual(["✗ the site, https://example.com/: HTTP 503 (asked 4 times)"]);
  });

  test("none: everything is asked once", async () => {
    const asked = await smoke([site, api], answers("HTTP 503"), { milliseconds: 0, ...clock() });
    expect(asked.map(({ times }) => times)).toEqual([1, 1]);
  });
});

const { describe: describeTls } = testsWith(OPENSSL("smoke tests over TLS"));

describeTls("over the network", () => {
  const { server, ca } = serverFor("example.com");
  let options: ProberOptions = {};
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    options = { ca, connectTo: { host: "127.0.0.1", port: (server.address() as AddressInfo).port } };
  });
  afterAll(() => new Promise((done) => server.close(done)));

  test("a name is asked for by itself, wherever it leads", async () => {
    expect(await httpProber(options)(site)).toEqual({ text: "HTTP 200" });
  });

  test("a certificate of another name, or of nobody who is known, is a failure", async () => {
    const other: Probe = { ...site, url: "https://example.org/" };
    expect((await httpProber(options)(other)).problem).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    const { connectTo } = options;
    expect((await httpProber(connectTo ? { connectTo } : {})(site)).problem).toMatch(/SELF_SIGNED/);
  });

  test.each([true, false])("a connection is taken, with TLS: %s", async (tls) => {
    const question: Probe = { kind: "connect", what: "it", host: "example.com", port: 1, tls };
    expect(await httpProber(options)(question)).toEqual({ text: "connected" });
  });

  test("where nobody listens, it says so", async () => {
    const question: Probe = { kind: "connect", what: "it", host: "127.0.0.1", port: 1, tls: false };
    expect((await httpProber()(question)).problem).toBe("ECONNREFUSED: nobody listens there");
  });
});

describeTls("npm run smoke", () => {
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
  const asked: (string | undefined)[] = [];
  const states = http.createServer((request, response) => {
    asked.push(request.url);
    if (request.url?.includes("dev-edge.tfstate")) response.end(state);
    else response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
  });
  const portOf = (listening: http.Server | Server) => (listening.address() as AddressInfo).port;
  beforeAll(() => Promise.all([server, states].map((each) => new Promise<void>((done) => each.listen(0, "127.0.0.1", done)))));
  afterAll(() => Promise.all([server, states].map((each) => new Promise((done) => each.close(done)))));

  const smokeOf = (environment: string, extra: NodeJS.ProcessEnv) =>
    run(
      process.execPath,
      ["tools/run.cjs", "cli/commands/smoke.ts", "-e", environment, "--within", "1 second", "--connect-to", `127.0.0.1:${portOf(server)}`],
      {
        cwd: join(__dirname, "../../.."),
        env: {
          ...process.env,
          AWS_ENDPOINT_URL: `http://127.0.0.1:${portOf(states)}`,
          AWS_ACCESS_KEY_ID: "test",
          AWS_SECRET_ACCESS_KEY: "test",
          ...extra,
        },
      },
    );

  test("asks what the state of the edge says, and tells", async () => {
    const { code, stdout } = await smokeOf("dev", { NODE_EXTRA_CA_CERTS: certificate });
    expect(stdout.trim().split("\n")).toEqual([
      `✓ the site, https://${domain}/: HTTP 200`,
      `✓ api on /api/, https://${domain}/api/: HTTP 200`,
      `✓ ingest over TCP, ingest.${domain}:9000: connected`,
    ]);
    expect(code).toBe(0);
    expect(asked[0]).toMatch(/^\/dev-photofeed-example-com-terraform-state\/dev-edge\.tfstate/);
  });

  test("fails where an answer is no good one", async () => {
    const { code, stdout } = await smokeOf("dev", {});
    expect([code, stdout.split("\n")[0]]).toEqual([1, expect.stringMatching(/^✗ the site, .*SELF_SIGNED/)]);
  });

  test("of what was never deployed, says so", async () => {
    expect(await smokeOf("prod", {})).toMatchObject({ code: 1, stderr: expect.stringContaining("prod-edge was never deployed") });
  });
});
