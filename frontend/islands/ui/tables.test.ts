import { beforeEach, expect, test } from "vitest";
import { compare, sortableTables } from "./tables";

const collator = new Intl.Collator("ja", { numeric: true });

function show(rows: string[][], sortKeys: string[] = []): HTMLTableElement {
  const body = rows.map((row, n) => `<tr><th data-sort="${sortKeys[n] ?? row[0]}">${row[0]}</th><td>${row[1]}</td></tr>`).join("");
  document.body.innerHTML = `<table data-sortable><thead><tr><th>氏名</th><th>人数</th></tr></thead><tbody>${body}</tbody></table>`;
  sortableTables();
  return document.querySelector("table")!;
}

function column(table: HTMLTableElement, index: number): string[] {
  return [...table.querySelectorAll("tbody tr")].map((row) => row.children[index]!.textContent!);
}

beforeEach(() => (document.documentElement.lang = "ja"));

test("numbers sort as numbers, thousands and percent signs included", () => {
  const table = show([["a", "1,204"], ["b", "30"], ["c", "9"]]);
  const heads = table.querySelectorAll("button");
  heads[1]!.click();

  expect(column(table, 1)).toEqual(["9", "30", "1,204"]);
  expect(compare("10%", "9%", collator)).toBeGreaterThan(0);
});

test("a second press turns the order round and says so to screen readers", () => {
  const table = show([["a", "1"], ["b", "2"]]);
  const head = table.querySelectorAll("button")[1]!;
  head.click();
  head.click();

  expect(column(table, 1)).toEqual(["2", "1"]);
  expect(head.closest("th")!.getAttribute("aria-sort")).toBe("descending");
});

test("people sort by their reading, not by their characters", () => {
  const table = show([["髙橋", "1"], ["縁野", "2"], ["𠮷田", "3"]], ["タカハシ", "エンノ", "ヨシダ"]);
  table.querySelectorAll("button")[0]!.click();

  expect(column(table, 0)).toEqual(["縁野", "髙橋", "𠮷田"]);
});
