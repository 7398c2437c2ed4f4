/** A chart's data to what ECharts draws: the origin is zero, colour is never alone, values stand beside the marks. */
import type { EChartsCoreOption } from "echarts/core";

export interface ChartData {
  kind: "line" | "bars" | "stack";
  title: string;
  unit: string;
  labels: string[];
  summary: string;
  series: { name: string; values: (number | null)[]; hrefs: string[] }[];
}
export interface Look {
  colours: string[];
  inks: string[];
  text: string;
  line: string;
  font: string;
  narrow: boolean;
  moves: boolean;
}

const PATTERNS = ["none", "line", "dots", "cross", "grid"] as const;
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect"];
const ROW_PX = 40;
const FEWEST_PX = 220;

/** Bars lie on their side when their names need room or there are many. */
export function isSideways(data: ChartData, narrow: boolean): boolean {
  if (data.kind === "line") return false;
  const longest = Math.max(0, ...data.labels.map((label) => label.length));
  return data.labels.length * Math.min(longest, 12) > (narrow ? 18 : 48);
}

export function heightOf(data: ChartData, narrow: boolean): number {
  const legend = data.series.length > 1 ? 32 : 0;
  return isSideways(data, narrow) ? Math.max(FEWEST_PX, data.labels.length * ROW_PX + 60 + legend) : 280 + legend;
}

export function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? "―" : value.toLocaleString("ja-JP", { maximumFractionDigits: 2 });
}

export function optionOf(data: ChartData, look: Look): EChartsCoreOption {
  const sideways = isSideways(data, look.narrow);
  const words = { color: look.text, fontFamily: look.font, fontSize: 12 };
  const names = {
    type: "category",
    data: data.labels,
    axisLabel: { ...words, interval: data.kind === "line" ? "auto" : 0, width: look.narrow ? 96 : 180, overflow: "break", hideOverlap: data.kind === "line" },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: look.line } },
    inverse: sideways,
  };
  const values = {
    type: "value",
    min: (range: { min: number }) => Math.min(0, range.min),
    axisLabel: { ...words, formatter: (value: number) => figure(value) },
    splitLine: { lineStyle: { color: look.line, width: 1 } },
    splitNumber: 4,
    minInterval: whole(data) ? 1 : 0,
  };
  return {
    animation: look.moves,
    animationDuration: 300,
    textStyle: words,
    color: look.colours,
    grid: { left: 8, right: data.kind === "line" ? 72 : 48, top: data.series.length > 1 ? 40 : 24, bottom: 8, containLabel: true },
    legend: { show: data.series.length > 1, top: 0, left: 0, itemWidth: 20, itemHeight: 14, textStyle: words, icon: data.kind === "line" ? undefined : "rect" },
    tooltip: { trigger: data.kind === "line" ? "axis" : "item", renderMode: "richText", valueFormatter: (value: unknown) => `${figure(value as number)}${data.unit}` },
    xAxis: sideways ? values : names,
    yAxis: sideways ? names : values,
    series: data.series.map((one, place) => seriesOf(data, one, place, look, sideways)),
  };
}

function whole(data: ChartData): boolean {
  return data.series.every((one) => one.values.every((value) => value === null || Number.isInteger(value)));
}

function seriesOf(data: ChartData, one: ChartData["series"][number], place: number, look: Look, sideways: boolean): object {
  const words = { fontFamily: look.font, fontSize: 12 };
  const formatter = (point: { value: unknown }): string => (point.value ? figure(point.value as number) : "");
  if (data.kind === "line") {
    return {
      type: "line",
      name: one.name,
      data: one.values,
      symbol: SYMBOLS[place % SYMBOLS.length],
      symbolSize: 8,
      lineStyle: { width: 2.5, type: place % 2 ? "dashed" : "solid" },
      connectNulls: false,
      label: { ...words, show: one.values.length <= 16, position: "top", color: look.text, formatter },
      endLabel: { ...words, show: data.series.length > 1, color: look.text, formatter: one.name },
      labelLayout: { hideOverlap: true },
    };
  }
  const stacked = data.kind === "stack" && data.series.length > 1;
  return {
    type: "bar",
    name: one.name,
    data: one.values,
    stack: stacked ? "all" : undefined,
    barMaxWidth: 40,
    itemStyle: { borderColor: "#fff", borderWidth: stacked ? 1 : 0, decal: { symbol: PATTERNS[place] === "none" ? "none" : "rect", ...decal(place) } },
    label: {
      ...words,
      show: true,
      position: stacked ? "inside" : sideways ? "right" : "top",
      color: stacked ? look.inks[place % look.inks.length] : look.text,
      formatter,
    },
    labelLayout: { hideOverlap: true },
  };
}

/** A pattern per place, faint enough to read a number on it. */
function decal(place: number): object {
  const color = place % 2 ? "rgba(0,0,0,.16)" : "rgba(255,255,255,.28)";
  if (place === 1) return { color, dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 4 };
  if (place === 2) return { color, dashArrayX: [[2, 8], [0, 5, 2, 3]], dashArrayY: [2, 5], symbol: "circle" };
  if (place === 3) return { color, dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: -Math.PI / 4 };
  if (place === 4) return { color, dashArrayX: [1, 0], dashArrayY: [1, 4], rotation: 0 };
  return { color: "transparent" };
}
