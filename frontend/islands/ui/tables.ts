/** `<table class="table" data-sortable>`: heads become buttons; numbers sort as numbers, Japanese by the reader's language. */
import { announce, el, each } from "../../shared/dom";
import { language, sentences } from "../../shared/i18n";

const t = sentences({
  ja: { up: "「{column}」の小さい順に並べました。", down: "「{column}」の大きい順に並べました。" },
  en: { up: "Sorted by {column}, ascending.", down: "Sorted by {column}, descending." },
});

/** The value to sort by: `data-sort` when given (kana reading, ISO date), else the text of the cell. */
export function keyOf(cell: HTMLElement | undefined): string {
  return (cell?.dataset.sort ?? cell?.textContent ?? "").trim();
}

export function compare(left: string, right: string, collator: Intl.Collator): number {
  const [a, b] = [left, right].map((text) => Number(text.replace(/[,，%％]/g, "")));
  if (left && right && Number.isFinite(a) && Number.isFinite(b)) return a! - b!;
  return collator.compare(left, right);
}

function sortBy(table: HTMLTableElement, index: number, head: HTMLTableCellElement): void {
  const descending = head.getAttribute("aria-sort") === "ascending";
  const collator = new Intl.Collator(language(), { numeric: true });
  const body = table.querySelector("tbody");
  if (!body) return;
  const key = (row: Element): string => keyOf(row.children[index] as HTMLElement | undefined);
  const rows = [...body.children].sort((a, b) => compare(key(a), key(b), collator));
  body.append(...(descending ? rows.reverse() : rows));
  each<HTMLElement>("thead th", (other) => other.removeAttribute("aria-sort"), table);
  head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  announce(t(descending ? "down" : "up", { column: head.textContent?.trim() ?? "" }));
}

export function sortableTables(root: ParentNode = document): void {
  each<HTMLTableElement>("table[data-sortable]", (table) => {
    const heads = [...table.querySelectorAll<HTMLTableCellElement>("thead tr:first-child > *")];
    heads.forEach((head, index) => {
      if (head.dataset.nosort !== undefined || !head.textContent?.trim()) return;
      const button = el("button", { type: "button", class: "table-sort", onclick: () => sortBy(table, index, head) });
      button.append(...head.childNodes);
      head.append(button);
    });
  }, root);
}
