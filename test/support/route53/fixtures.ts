import { type Answer, type Query, Resolver, type Target } from "../route53";
import type { Block, StackJson } from "../synth";
import { followsAlarmIn, observing } from "./health";

/** Records in the form of cdktf's output, for the tests of the resolver. */

export type Blocks = Readonly<Record<string, Block>>;

/** A stack with records and the resources that they reference, in the form of cdktf's output. */
export function stack(id: string, types: Readonly<Record<string, Blocks>>, rest: Partial<StackJson> = {}): readonly [string, StackJson] {
  const withPaths = Object.entries(types).map(([type, blocks]) => [
    type,
    Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, { "//": { metadata: { path: `${id}/${name}` } }, ...block }])),
  ]);
  return [id, { terraform: {}, provider: { aws: [{ region: "us-east-1" }] }, resource: Object.fromEntries(withPaths), ...rest }];
}

export const ZONE = { zone: { name: "example.com" } };

export function records(blocks: Blocks, types: Readonly<Record<string, Blocks>> = {}): Resolver {
  const all = Object.fromEntries(
    Object.entries(blocks).map(([name, block]) => [name, { zone_id: "${aws_route53_zone.zone.zone_id}", type: "A", ttl: 60, ...block }]),
  );
  return new Resolver(new Map([stack("edge", { aws_route53_zone: ZONE, aws_route53_record: all, ...types })]));
}

export const check = (name: string) => `\${aws_route53_health_check.${name}.id}`;

export const alarm = (region: string, more: Block = {}) => ({
  type: "CLOUDWATCH_METRIC",
  cloudwatch_alarm_name: "origin",
  cloudwatch_alarm_region: region,
  insufficient_data_health_status: "Unhealthy",
  ...more,
});

/** A query while the health checks of alarms in these regions fail. */
export function failing(...regions: string[]): Query {
  return { from: "us-east-1", observe: observing("failing", (node) => regions.some((region) => followsAlarmIn(region)(node))) };
}

/** The share of each response, by set identifier, or by the values of a record without one. */
export function shares(answers: readonly Answer[]): Readonly<Record<string, number>> {
  return Object.fromEntries(answers.map(({ setIdentifier, targets, share }) => [setIdentifier ?? targets.map(textOf).join(" "), share]));
}

export const REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2"];

/** One latency record per region, each with its own health check. */
export function latency(
  more: (region: string) => Block = () => ({}),
  checkOf: (region: string) => Block = (region) => alarm(region),
): Resolver {
  return records(
    Object.fromEntries(
      REGIONS.map((region) => [
        region,
        {
          name: "origin.example.com",
          set_identifier: region,
          latency_routing_policy: { region },
          alias: { name: `\${aws_lb.${region}.dns_name}`, zone_id: `\${aws_lb.${region}.zone_id}`, evaluate_target_health: false },
          health_check_id: check(region),
          ...more(region),
        },
      ]),
    ),
    {
      aws_lb: Object.fromEntries(REGIONS.map((region) => [region, {}])),
      aws_route53_health_check: Object.fromEntries(REGIONS.map((region) => [region, checkOf(region)])),
    },
  );
}

export function textOf(target: Target): string {
  return typeof target === "string" ? target : `${target.node.name}.${target.attribute}`;
}
