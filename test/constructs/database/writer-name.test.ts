import { instanceName, readerName, writerName } from "../../../constructs/database/names";
import { WriterName } from "../../../constructs/database/writer-name";
import { resource, synthesizeConstructs } from "../../support/synth";

test("the writer name is global, instance and reader names contain the region", () => {
  expect(writerName("orders", "prod.internal")).toBe("orders.writer.db.prod.internal");
  expect(instanceName("orders", "eu-west-1", "prod.internal")).toBe("orders.instance.db.eu-west-1.prod.internal");
  expect(readerName("orders", "eu-west-1", "prod.internal")).toBe("orders.reader.db.eu-west-1.prod.internal");
});

test("the writer record is a CNAME to the instance name of the primary region, with a TTL of 30 seconds", () => {
  const zone = { zoneId: "Z1", name: "dev.internal" };
  const json = synthesizeConstructs(
    (stack) => void new WriterName(stack, "Writer-orders", { zone, database: "orders", primaryRegion: "eu-west-1" }),
  );
  expect(resource(json, "aws_route53_record", "Writer-orders/Resource")).toMatchObject({
    zone_id: "Z1",
    name: "orders.writer.db.dev.internal",
    type: "CNAME",
    ttl: 30,
    records: ["orders.instance.db.eu-west-1.dev.internal"],
  });
});
