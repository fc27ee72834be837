import { parseImage } from "../../language/images";
import { coveringPatterns, derivedPriority } from "../../constructs/load-balancing/route-priority";
import { scheduleProblem } from "../../aws/schedules";
import { isTimeZone } from "../../aws/time-zones";
import { gap, parseWindow } from "../../aws/windows";

describe("images", () => {
  const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

  test.each([
    ["api:1.4.2", { kind: "repository", repository: "api", suffix: ":1.4.2" }],
    [`team/api@${digest}`, { kind: "repository", repository: "team/api", suffix: `@${digest}` }],
    [`api:1.4.2@${digest}`, { kind: "repository", repository: "api", suffix: `@${digest}` }],
    ["ghcr.io/acme/api:1", { kind: "external", reference: "ghcr.io/acme/api:1" }],
    ["localhost:5000/api:1", { kind: "external", reference: "localhost:5000/api:1" }],
    ["registry:5000/api:1", { kind: "external", reference: "registry:5000/api:1" }],
    [`public.ecr.aws/nginx/nginx@${digest}`, { kind: "external", reference: `public.ecr.aws/nginx/nginx@${digest}` }],
  ])("%s is parsed", (reference, image) => expect(parseImage(reference)).toEqual({ ok: true, image }));

  test.each([
    ["dkr.ecr.eu-west-1.amazonaws.com", "eu-west-1"],
    ["dkr.ecr-fips.us-east-1.amazonaws.com", "us-east-1"],
    ["dkr-ecr.ap-southeast-2.on.aws", "ap-southeast-2"],
  ])("%s is an ECR host in %s", (host, region) => {
    const reference = `123456789012.${host}/team/app:1`;
    const repositoryArn = `arn:aws:ecr:${region}:123456789012:repository/team/app`;
    expect(parseImage(reference)).toEqual({ ok: true, image: { kind: "ecr", reference, region, repositoryArn } });
  });

  test.each([
    "api",
    "api:latest",
    "api:",
    "Api:1",
    "api:1:2",
    "/api:1",
    "api/:1",
    "api@sha256:00",
    `api@${digest}@${digest}`,
    "",
    " api:1",
    "api :1",
    "ghcr.io/:1",
    // Invalid ECR hosts. Without a valid host, the role would not get the permission to pull.
    "12345678901.dkr.ecr.eu-west-1.amazonaws.com/app:1",
    "123456789012.dkr.ecr.eu-west.amazonaws.com/app:1",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app:1",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com:443/app:1",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ap*:1",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com/${app}:1",
    "dkr.ecr.eu-west-1.amazonaws.com/app:1",
  ])("%j is rejected", (reference) => expect(parseImage(reference).ok).toBe(false));
});

describe("route priorities", () => {
  test("longer paths, exact paths and routes with a host come first", () => {
    const order = [
      derivedPriority("a", ["/api/*"], ["example.com"]),
      derivedPriority("b", ["/api/photos/*"], []),
      derivedPriority("c", ["/api/"], []),
      derivedPriority("d", ["/api/*"], []),
      derivedPriority("e", ["/*"], []),
    ];
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  test.each([
    ["first", ["/".padEnd(128, "a")], ["example.com"], 1, 196],
    ["last", ["/*"], [], 25_001 + 125 * 196, 49_999],
  ] as const)("the %s priority is within AWS's range", (_, paths, hosts, min, max) => {
    for (const name of ["a", "api", "photos", "zzzzzzzzzzzzzzzzzzzz"]) {
      const priority = derivedPriority(name, paths, hosts);
      expect(priority).toBeGreaterThanOrEqual(min);
      expect(priority).toBeLessThanOrEqual(max);
    }
  });

  test.each([
    ["/api/*", "/api/photos/*", true],
    ["/api/*", "/api/", true],
    ["/*", "/x", true],
    ["/api/*", "/apix", false],
    ["/api/?", "/api/ab", false],
    ["/api", "/api/x", false],
    ["/api/photos/*", "/api/*", false],
  ])("%s covers %s: %s", (earlier, later, covered) => {
    expect(earlier === later || coveringPatterns(later).includes(earlier)).toBe(covered);
  });
});

describe("schedules", () => {
  test.each([
    "cron(0 8 ? * MON-FRI *)",
    "cron(*/15 * * * ? *)",
    "cron(0 0 L * ? 2026)",
    "cron(0 9 ? JAN,JUL 2#1 *)",
    "at(2028-02-29T08:00:00)",
    "rate(1 hour)",
    "rate(5 minutes)",
  ])("%s is valid", (expression) => expect(scheduleProblem(expression)).toBeUndefined());

  test.each([
    ["cron(0 8 * * *)", "5 fields"],
    ["cron(60 8 ? * MON *)", "minutes"],
    ["cron(0 24 ? * MON *)", "hours"],
    ["cron(0 8 ? * MOON *)", "day of the week"],
    ["cron(0 8 1 13 ? *)", "month"],
    ["cron(0 8 ? * ? *)", "must have ?"],
    ["cron(0/0 8 ? * 2 *)", "minutes"],
    ["at(2027-02-29T08:00:00)", "does not exist"],
    ["at(2027-02-28T24:30:00)", "does not exist"],
    ["rate(0 hours)", "positive integer"],
    ["rate(1 hours)", "unit"],
    ["rate(2 hour)", "unit"],
    ["daily", "not an expression"],
  ])("%s is invalid: %s", (expression, problem) => expect(scheduleProblem(expression)).toContain(problem));

  test.each([
    ["UTC", true],
    ["Europe/Berlin", true],
    ["Europe/Kyiv", true],
    ["America/Argentina/Buenos_Aires", true],
    ["europe/berlin", false],
    ["Europe/Atlantis", false],
    ["+01:00", false],
    ["", false],
  ])("isTimeZone(%j): %s", (zone, valid) => expect(isTimeZone(zone)).toBe(valid));
});

describe("windows", () => {
  test.each([
    ["02:00-03:00", "sun:04:00-sun:05:00", 60],
    ["02:00-03:00", "sun:03:00-sun:04:00", 0],
    ["02:00-03:00", "sun:02:30-sun:03:30", 0],
    ["02:00-03:00", "sun:00:00-sun:01:15", 45],
    ["23:30-00:30", "mon:01:00-mon:02:00", 30],
    ["23:30-00:30", "mon:00:00-mon:00:15", 0],
    ["00:00-00:30", "sun:22:00-sun:23:45", 15],
    ["12:00-13:00", "sun:23:00-mon:12:30", 0],
  ])("the gap between %s and %s is %i minutes", (daily, weekly, minutes) =>
    expect(gap(parseWindow(daily), parseWindow(weekly))).toBe(minutes),
  );

  test("windows can cross midnight and the end of the week", () => {
    expect(parseWindow("23:30-00:30").length).toBe(60);
    expect(parseWindow("sun:23:30-mon:00:30").length).toBe(60);
    expect(parseWindow("02:00-02:00").length).toBe(0);
  });
});
