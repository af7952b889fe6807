/** Percentiles in a report; `null` if there are no values. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
}

/** A value with the number of times that it counts. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** Percentiles of values, interpolated between neighbors like NumPy's default. */
export function percentiles(values: readonly number[]): Percentiles {
  const sorted = Float64Array.from(values).sort();
  return { p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9), p99: quantile(sorted, 0.99) };
}

/** Percentiles of weighted values: the smallest value at which the cumulative weight reaches the share. */
export function weightedPercentiles(values: readonly Weighted[]): Percentiles {
  const sorted = [...values].sort((left, right) => left.value - right.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const at = (share: number): number | null => {
    let seen = 0;
    for (const { value, weight } of sorted) {
      seen += weight;
      if (seen >= share * total) {
        return value;
      }
    }
    return null;
  };
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

/** The quantile of values in ascending order. */
export function quantile(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) {
    return null;
  }
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

/** The mean, or `null` if there are no values. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
