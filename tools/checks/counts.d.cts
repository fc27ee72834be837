export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export function append(counts: Counts): void;
export function total(text: string): Counts;
