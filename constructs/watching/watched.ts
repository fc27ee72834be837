import type { CompositeRow } from "./composite-row";
import type { GraphSignal, Watch } from "./watch";

/** Something that is watched, with the alarms on its alarms. */
export interface Watched {
  readonly watch: Watch;
  /** They name alarms of `watch`, and each other, by the ids of their rows. @default none */
  readonly composites?: readonly CompositeRow[];
  /** Lines of its objectives on the dashboards. @default none */
  readonly objectives?: readonly GraphSignal[];
}
