/**
 * Draws every `<div data-chart="{…}">` of a page, also those put there later (`goen:part` on the document). The table beside
 * a chart says the same; a click on a mark leads to the rows behind it.
 */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { each, prefersReducedMotion } from "../../shared/dom";
import { heightOf, optionOf, type ChartData, type Look } from "./option";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, LabelLayout, CanvasRenderer]);

const NARROW_PX = 480;
const drawn = new Map<HTMLElement, EChartsType>();

function lookOf(place: HTMLElement): Look {
  const style = getComputedStyle(place);
  const named = (name: string): string => style.getPropertyValue(name).trim();
  return {
    colours: [1, 2, 3, 4, 5].map((n) => named(`--chart-${n}`)),
    inks: [1, 2, 3, 4, 5].map((n) => named(`--chart-ink-${n}`)),
    text: named("--text"),
    line: named("--line"),
    font: style.fontFamily,
    narrow: place.clientWidth < NARROW_PX,
    moves: !prefersReducedMotion(),
  };
}

function draw(place: HTMLElement): void {
  const data = JSON.parse(place.dataset.chart ?? "") as ChartData;
  const look = lookOf(place);
  place.style.height = `${heightOf(data, look.narrow)}px`;
  const chart = init(place, undefined, { renderer: "canvas", devicePixelRatio: Math.max(2, window.devicePixelRatio) });
  chart.setOption(optionOf(data, look));
  chart.on("click", (point) => {
    const href = data.series[point.seriesIndex ?? 0]?.hrefs[point.dataIndex];
    if (href) location.assign(href);
  });
  drawn.set(place, chart);
}

function drawAll(): void {
  for (const [place, chart] of drawn) {
    if (place.isConnected) continue;
    chart.dispose();
    drawn.delete(place);
  }
  each<HTMLElement>("[data-chart]", (place) => {
    if (!drawn.has(place)) draw(place);
  });
}

function resizeAll(): void {
  for (const [place, chart] of drawn) {
    const data = JSON.parse(place.dataset.chart ?? "") as ChartData;
    const look = lookOf(place);
    place.style.height = `${heightOf(data, look.narrow)}px`;
    chart.setOption(optionOf(data, { ...look, moves: false }));
    chart.resize();
  }
}

let waiting = 0;
window.addEventListener("resize", () => {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(resizeAll, 120);
});
document.addEventListener("goen:part", drawAll);
drawAll();
