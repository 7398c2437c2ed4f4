import { describe, expect, it } from "vitest";
import { figure, heightOf, isSideways, optionOf, type ChartData, type Look } from "./option";

const look: Look = { colours: ["#0017c1"], inks: ["#fff"], text: "#333", line: "#ddd", font: "sans-serif", narrow: false, moves: false };
const data = (kind: ChartData["kind"], labels: string[], values: (number | null)[]): ChartData => ({
  kind,
  title: "付箋",
  unit: "枚",
  labels,
  summary: "",
  series: [{ name: "全体", values, hrefs: [] }],
});
type Axis = { min: (range: { min: number }) => number; minInterval: number };

describe("charts", () => {
  it("start at zero, unless a figure is below it", () => {
    const axis = optionOf(data("line", ["1", "2"], [5, 9]), look)["yAxis"] as Axis;
    expect(axis.min({ min: 5 })).toBe(0);
    expect(axis.min({ min: -3 })).toBe(-3);
  });

  it("lay bars with long names on their side and give each of them room", () => {
    const many = data("bars", Array.from({ length: 20 }, (_x, n) => `とても長い団体の名前${n}`), Array(20).fill(1));
    expect(isSideways(many, false)).toBe(true);
    expect(heightOf(many, false)).toBeGreaterThan(800);
    expect(isSideways(data("bars", ["A", "B"], [1, 2]), true)).toBe(false);
  });

  it("never cut people in half on the axis, but do cut scores", () => {
    expect((optionOf(data("bars", ["A"], [3]), look)["yAxis"] as Axis).minInterval).toBe(1);
    expect((optionOf(data("bars", ["A"], [3.5]), look)["yAxis"] as Axis).minInterval).toBe(0);
  });

  it("write a dash where there is no figure", () => {
    expect(figure(null)).toBe("―");
    expect(figure(1234.5)).toBe("1,234.5");
  });
});
