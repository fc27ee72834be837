import type { Delivery } from "../../constructs/delivery/model";
import type { Platform } from "../model";
import type { ParsedEnvironment } from "../schema";

type Parsed = NonNullable<ParsedEnvironment["delivery"]>;
/** With its defaults. */
export type DeliverySettings = Parsed & { plans: Delivery["plans"] };

/** The safe choice where something is kept: production's states and secrets are not for every branch. */
export function fillDelivery(delivery: Parsed | undefined, removalPolicy: Platform["removalPolicy"]): DeliverySettings | undefined {
  return delivery && { ...delivery, plans: delivery.plans ?? (removalPolicy === "retain" ? "environment" : "branches") };
}
