export type Series = {
  key: string;
  label: string;
  /** A token, as `var(--gh-…)`. */
  color: string;
  /** One per time; `null` is a gap, which is not zero. */
  values: (number | null)[];
  hidden?: boolean;
};

export type TimeAxis = {
  /** Start of each bucket, epoch milliseconds, ascending. */
  times: number[];
  stepSeconds: number;
  zone: string;
  /** The last bucket is still filling. */
  partialLast?: boolean;
};

export type Annotation = { at: number; label: string };

/** A time in which an alert fired, or in which nobody watched. */
export type Period = { kind: 'alert' | 'gap'; from: number; to: number; label: string };

/** What a chart marks beside its own figures. */
export type Marks = { pins: Annotation[]; periods: Period[] };

/** How figures of a chart are written: short on the axis, full in tooltips and tables. */
export type Unit = {
  axis: (value: number, max: number) => string;
  full: (value: number | null | undefined) => string;
};

export type Zoom = (from: number, to: number) => void;
