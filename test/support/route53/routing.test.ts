import { Resolver } from "../route53";
import { alarm, check, failing, latency, records, REGIONS, said } from "./fixtures";

/** Which records of a name answer, by Route 53's documentation. */

describe("simple records", () => {
  const simple = records(
    { www: { name: "www.example.com", records: ["192.0.2.1", "192.0.2.2"], health_check_id: check("a") } },
    { aws_route53_health_check: { a: alarm("us-east-1") } },
  );

  test("answer with all their values", () => {
    expect(simple.answer("www.example.com", { from: "us-east-1" })).toMatchObject({ targets: ["192.0.2.1", "192.0.2.2"], share: 1 });
  });

  test("answer when they are unhealthy, since there is no other", () => {
    expect(simple.answer("www.example.com", failing("us-east-1")).targets).toEqual(["192.0.2.1", "192.0.2.2"]);
  });

  test("a name without records has no answer, nor has one of another type", () => {
    expect(simple.answers("ww.example.com", { from: "us-east-1" })).toEqual([]);
    expect(simple.answers("www.example.com", { from: "us-east-1", type: "AAAA" })).toEqual([]);
    expect(() => simple.answer("ww.example.com", { from: "us-east-1" })).toThrow("ww.example.com has no answers");
  });

  test("capitals, and a dot at the end, do not matter", () => {
    expect(simple.answers("WWW.Example.com.", { from: "us-east-1" })).toHaveLength(1);
  });

  test.each([
    ["www", "www.example.com"],
    ["", "example.com"],
    ["www.example.com.", "www.example.com"],
  ])("a record named %p is known as %s", (name, known) => {
    expect(records({ a: { name, records: ["192.0.2.1"] } }).names()).toEqual([known]);
  });

  test("a name may be that of a zone or of another record", () => {
    const named = records({
      apex: { name: "${aws_route53_zone.zone.name}", records: ["192.0.2.1"] },
      www: { name: "www.${aws_route53_record.apex.fqdn}", records: ["192.0.2.1"] },
    });
    expect(named.names()).toEqual(["example.com", "www.example.com"]);
  });

  test("a record whose name AWS makes is passed over", () => {
    const proof = "${aws_acm_certificate.a.domain_validation_options[0].resource_record_name}";
    expect(records({ a: { name: proof, records: ["b"] } }, { aws_acm_certificate: { a: {} } }).names()).toEqual([]);
  });
});

describe("latency records", () => {
  test.each(REGIONS)("a client in %s gets its own region", (from) => {
    expect(latency().answer("origin.example.com", { from })).toMatchObject({
      region: from,
      setIdentifier: from,
      share: 1,
      targets: [{ node: { type: "aws_lb", name: from }, attribute: "dns_name" }],
    });
  });

  test("a client elsewhere gets one of the regions", () => {
    expect(latency().answer("origin.example.com", { from: "eu-central-1" }).region).toBe("eu-west-1");
  });

  test("an unhealthy region's clients get a healthy one, the others keep theirs", () => {
    const from = (region: string) => latency().answer("origin.example.com", { ...failing("us-east-1"), from: region }).region;
    expect(["eu-west-1", "ap-southeast-2"]).toContain(from("us-east-1"));
    expect(from("eu-west-1")).toBe("eu-west-1");
  });

  test("two unhealthy regions leave the third", () => {
    expect(latency().answer("origin.example.com", failing("us-east-1", "eu-west-1")).region).toBe("ap-southeast-2");
  });

  test("all unhealthy: all are considered healthy", () => {
    expect(latency().answer("origin.example.com", failing(...REGIONS)).region).toBe("us-east-1");
  });

  test("a record without a check is always healthy", () => {
    const unchecked = latency((region) => (region === "us-east-1" ? { health_check_id: undefined } : {}));
    expect(unchecked.answer("origin.example.com", failing("us-east-1")).region).toBe("us-east-1");
    expect(unchecked.answer("origin.example.com", { ...failing("eu-west-1", "ap-southeast-2"), from: "eu-west-1" }).region).toBe(
      "us-east-1",
    );
  });

  test("a policy may be a list with one", () => {
    const listed = latency((region) => ({ latency_routing_policy: [{ region }] }));
    expect(listed.answer("origin.example.com", { from: "eu-west-1" }).region).toBe("eu-west-1");
  });
});

describe("weighted records", () => {
  /** Records by their weight; a check for each that is not named without one. */
  function weighted(weights: Readonly<Record<string, number>>, unchecked: readonly string[] = []): Resolver {
    const names = Object.keys(weights);
    return records(
      Object.fromEntries(
        names.map((name) => [
          name,
          {
            name: "reader.example.com",
            set_identifier: name,
            weighted_routing_policy: { weight: weights[name] },
            records: ["192.0.2.1"],
            ...(!unchecked.includes(name) && { health_check_id: check(name) }),
          },
        ]),
      ),
      { aws_route53_health_check: Object.fromEntries(names.map((name) => [name, alarm(name)])) },
    );
  }

  const of = (resolver: Resolver, ...down: string[]) => said(resolver.answers("reader.example.com", failing(...down)));

  test("answer in proportion to their weights", () => {
    expect(of(weighted({ a: 3, b: 1 }))).toEqual({ a: 0.75, b: 0.25 });
  });

  test("an unhealthy one's share goes to the others", () => {
    expect(of(weighted({ a: 2, b: 1, c: 1 }), "a")).toEqual({ b: 0.5, c: 0.5 });
  });

  test("weight 0 is silent while another is healthy, healthy itself or not", () => {
    expect(of(weighted({ a: 1, b: 1, writer: 0 }), "a")).toEqual({ b: 1 });
    expect(of(weighted({ a: 1, writer: 0 }), "writer")).toEqual({ a: 1 });
  });

  test("weight 0 answers when all others are unhealthy", () => {
    expect(of(weighted({ a: 1, b: 1, writer: 0 }), "a", "b")).toEqual({ writer: 1 });
    expect(of(weighted({ a: 1, x: 0, y: 0 }), "a")).toEqual({ x: 0.5, y: 0.5 });
    expect(of(weighted({ a: 1, x: 0, y: 0 }), "a", "x")).toEqual({ y: 1 });
  });

  test("all unhealthy: all count as healthy, so weight 0 is silent again", () => {
    expect(of(weighted({ a: 1, writer: 0 }), "a", "writer")).toEqual({ a: 1 });
  });

  test("all of weight 0 answer alike", () => {
    expect(of(weighted({ x: 0, y: 0 }))).toEqual({ x: 0.5, y: 0.5 });
    expect(of(weighted({ x: 0, y: 0 }, ["x", "y"]))).toEqual({ x: 0.5, y: 0.5 });
    expect(of(weighted({ x: 0, y: 0 }), "y")).toEqual({ x: 1 });
    expect(of(weighted({ x: 0, y: 0 }), "x", "y")).toEqual({ x: 0.5, y: 0.5 });
  });

  test("one of weight 0 alone answers", () => {
    expect(of(weighted({ writer: 0 }, ["writer"]))).toEqual({ writer: 1 });
  });

  test("where only some have a check, the others are always healthy", () => {
    expect(of(weighted({ a: 1, b: 1 }, ["b"]), "a")).toEqual({ b: 1 });
    expect(of(weighted({ a: 1, b: 0 }, ["b"]))).toEqual({ a: 1 });
  });

  test("what AWS does not say is an error: weight 0 as a last resort in a group in which one has no check", () => {
    expect(() => of(weighted({ a: 1, writer: 0 }, ["writer"]), "a")).toThrow(
      "reader.example.com: AWS does not say when records of weight 0 answer if some have no health check: writer",
    );
  });
});

describe("failover records", () => {
  function failover(secondaryChecked = true): Resolver {
    const record = (role: string, checked: boolean) => ({
      name: "db.example.com",
      set_identifier: role,
      failover_routing_policy: { type: role },
      records: ["192.0.2.1"],
      ...(checked && { health_check_id: check(role) }),
    });
    return records(
      { one: record("SECONDARY", secondaryChecked), two: record("PRIMARY", true) },
      { aws_route53_health_check: { PRIMARY: alarm("us-east-1"), SECONDARY: alarm("eu-west-1") } },
    );
  }

  test.each([
    ["both healthy", [], "PRIMARY"],
    ["the secondary unhealthy", ["eu-west-1"], "PRIMARY"],
    ["the primary unhealthy", ["us-east-1"], "SECONDARY"],
    ["both unhealthy", ["us-east-1", "eu-west-1"], "PRIMARY"],
  ])("%s", (_, down, expected) => {
    expect(failover().answer("db.example.com", failing(...down)).setIdentifier).toBe(expected);
  });

  test("a secondary without a check answers whenever the primary is unhealthy", () => {
    expect(failover(false).answer("db.example.com", failing("us-east-1", "eu-west-1")).setIdentifier).toBe("SECONDARY");
  });
});
