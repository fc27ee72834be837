import type { CompositeRow } from "./composite-row";
import type { GraphSignal, Watch } from "./watch";

/** A watch with its composite alarms. */
export interface Watched {
  readonly watch: Watch;
  /** They refer to alarms of `watch`, and to each other, by row IDs. @default none */
  readonly composites?: readonly CompositeRow[];
  /** Graphs of its SLOs on the dashboards. @default none */
  readonly objectives?: readonly GraphSignal[];
}
