/** What the server sends for one plan; `grouping/queries/sheet.py` writes it. */

export interface Attribute {
  name: string;
  values: number[];
  n_values: number;
  weight: number;
  alone_weight: number;
  never_alone: number[];
}

export interface Quota {
  name: string;
  people: number[];
  at_least: number;
  at_most: number;
}

/** The core's problem; people and groups are numbered from 0. */
export interface Problem {
  n_people: number;
  lows: number[][];
  highs: number[][];
  attributes: Attribute[];
  past: [number, number, number][];
  themes: number[][];
  rank_costs: number[][];
  together: number[][];
  apart: [number, number][];
  quotas: Quota[];
  present: number[][];
  weights: { repeat: number; past: number; theme: number; theme_again: number };
}

export interface Violations {
  size: number;
  apart: number;
  together: number;
  quota: number;
}

export interface Score {
  unit: number;
  total: number;
  repeat: number;
  past: number;
  theme: number;
  theme_again: number;
  imbalance: number[];
  /** Per attribute, groups in which somebody stands alone against the wish. */
  alone: number[];
  violations: Violations;
}

export interface Person {
  id: number;
  name: string;
  kana: string;
  organisation: string;
  organisation_id: number;
  department: string;
  title: string;
  is_facilitator: boolean;
  ranks: Record<string, number>;
}

export interface Group {
  round: number;
  number: number;
  label: string;
  theme: string;
  theme_id: number | null;
  place: string;
}

export interface Sheet {
  number: number;
  state: "draft" | "published" | "retired";
  version: number;
  /** The bound that holds for this problem today; with `needs_locks` only while all these seats stay locked. */
  result: { bound: number; needs_locks: boolean };
  people: Person[];
  groups: Group[];
  seats: number[][];
  locked: number[][];
  problem: Problem;
  score: Score;
}

export interface Props {
  sheet: Sheet;
  change_url: string;
}
