/** A long list of people to tick: a field that narrows it while one types, and how many are ticked. */
import { el } from "../../shared/dom";
import { sentences } from "../../shared/i18n";
import { island } from "../../shared/island";
import { holds } from "../reception/find";

const t = sentences({
  ja: { search: "氏名・団体でしぼり込む", chosen: "{n}人を選択中", none: "見つかりません" },
  en: { search: "Narrow by name or organisation", chosen: "{n} selected", none: "Nobody found" },
});
const FEW = 12;

function equip(list: HTMLElement): void {
  const lines = [...list.querySelectorAll<HTMLElement>(".choice")];
  const count = el("p", { class: "quiet small", role: "status" });
  const tell = (): void => void (count.textContent = t("chosen", { n: list.querySelectorAll("input:checked").length }));
  list.classList.add("people-picker");
  list.addEventListener("change", tell);
  list.after(count);
  tell();
  if (lines.length <= FEW) return;
  const nobody = el("p", { class: "quiet", hidden: true }, t("none"));
  const field = el("input", { class: "input", type: "search", "aria-label": t("search"), placeholder: t("search"), autocomplete: "off" });
  field.addEventListener("input", () => {
    for (const line of lines) line.hidden = !holds(line.textContent ?? "", field.value);
    nobody.hidden = lines.some((line) => !line.hidden);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // looking for somebody must not send the form
  });
  list.before(field);
  list.append(nobody);
}

island("people-picker", () => {
  const lists = new Set([...document.querySelectorAll("input[data-people]")].map((box) => box.closest<HTMLElement>(".choices")));
  for (const list of lists) if (list && !list.classList.contains("people-picker")) equip(list);
});
