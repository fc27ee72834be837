import type { Delivery } from "../../constructs/delivery/model";
import type { Platform } from "../model";
import type { ParsedEnvironment } from "../schema";

type Parsed = NonNullable<ParsedEnvironment["delivery"]>;
/** The field `delivery` with its defaults. */
export type DeliverySettings = Parsed & { plans: Delivery["plans"] };

/** The default of `plans` is restrictive if data is retained, so that not every branch can read the states and secrets of production. */
export function fillDelivery(delivery: Parsed | undefined, removalPolicy: Platform["removalPolicy"]): DeliverySettings | undefined {
  return delivery && { ...delivery, plans: delivery.plans ?? (removalPolicy === "retain" ? "environment" : "branches") };
}
