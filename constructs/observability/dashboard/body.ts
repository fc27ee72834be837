/**
 * The used part of CloudWatch's dashboard body.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export interface DashboardBody {
  /** ISO 8601, back from now, for example `-PT3H`. */
  readonly start: string;
  /** `inherit`: widgets keep their periods, so that a sum and its threshold refer to the same time span. */
  readonly periodOverride: "inherit";
  readonly widgets: readonly PlacedWidget[];
}

/** A rectangle of the grid, which has 24 columns and any number of rows. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type PlacedWidget = Widget & Box;

export type Widget = GraphWidget | AlarmWidget | TextWidget;

export interface GraphWidget {
  readonly type: "metric";
  readonly properties: {
    readonly title: string;
    readonly view: "timeSeries";
    readonly stacked: false;
    readonly region: string;
    /** Seconds. */
    readonly period: number;
    /** A separate time range up to now, independent of the dashboard's, for example `-PT720H`. */
    readonly start?: string;
    readonly metrics: readonly Line[];
    readonly annotations?: { readonly horizontal: readonly LimitLine[] };
    readonly yAxis: { readonly left: { readonly min?: number; readonly label?: string; readonly showUnits: false } };
    readonly legend: { readonly position: "bottom" };
  };
}

/** A metric as `[namespace, name, dimension, value, …, options]`, or an expression as `[options]`. */
export type Line = readonly [...texts: readonly string[], options: MetricOptions] | readonly [options: ExpressionOptions];

export interface MetricOptions {
  readonly id: string;
  readonly label: string;
  readonly stat: string;
  readonly region?: string;
  /** False: only an expression reads it. */
  readonly visible?: false;
}

export interface ExpressionOptions {
  readonly id: string;
  readonly label: string;
  readonly expression: string;
  readonly region?: string;
}

export interface LimitLine {
  readonly label: string;
  readonly value: number;
}

export interface AlarmWidget {
  readonly type: "alarm";
  readonly properties: { readonly title: string; readonly alarms: readonly string[] };
}

export interface TextWidget {
  readonly type: "text";
  readonly properties: { readonly markdown: string; readonly background: "transparent" };
}
