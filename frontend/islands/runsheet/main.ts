/** The run sheet's editor: rows move, times follow, everything is kept by itself; without this file it is a plain form. */
import { announce, each } from "../../shared/dom";
import { sentences } from "../../shared/i18n";
import { toast } from "../../shared/toast";
import { draggable } from "./drag";
import { save, type Saved } from "./save";
import { clockText, plannedStarts } from "./times";

const t = sentences({
  ja: {
    saving: "保存しています…",
    saved: "保存しました（{at}）",
    unsaved: "まだ保存していない変更があります",
    moved: "{n}番目へ動かしました。",
    removed: "「{title}」を削除しました。",
    fresh: "新しい進行",
    over: "次第が終了時刻を {n} 分過ぎています。",
    short: "終了時刻まで {n} 分あいています。",
  },
  en: {
    saving: "Saving…",
    saved: "Saved ({at})",
    unsaved: "There are changes not saved yet",
    moved: "Moved to place {n}.",
    removed: "“{title}” was deleted.",
    fresh: "New segment",
    over: "The run sheet passes the end by {n} minutes.",
    short: "{n} minutes are free before the end.",
  },
});

const SAVE_AFTER_MS = 900;

class Editor {
  private readonly rows: HTMLElement;
  private readonly state: HTMLElement;
  private timer = 0;
  private busy = false;
  private dirty = false;

  constructor(private readonly form: HTMLFormElement) {
    this.rows = form.querySelector<HTMLElement>("[data-sheet-rows]")!;
    this.state = form.querySelector<HTMLElement>("[data-sheet-state]")!;
    each<HTMLElement>("[data-sheet-row]", (row) => this.enliven(row), form);
    form.querySelector("[data-sheet-add]")?.addEventListener("click", (event) => (event.preventDefault(), this.add()));
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => (event.preventDefault(), void this.keep()));
    window.addEventListener("beforeunload", (event) => this.dirty && event.preventDefault());
    if (isTouched(form)) this.changed(); // typed before this file was there, or brought back by the browser
    else this.redraw();
  }

  private list(): HTMLElement[] {
    return [...this.rows.querySelectorAll<HTMLElement>("[data-sheet-row]")];
  }

  private enliven(row: HTMLElement): void {
    const on = (selector: string, act: () => void): void =>
      row.querySelector(selector)?.addEventListener("click", (event) => (event.preventDefault(), act()));
    on("[data-sheet-up]", () => this.move(row, -1, "[data-sheet-up]"));
    on("[data-sheet-down]", () => this.move(row, 1, "[data-sheet-down]"));
    on("[data-sheet-delete]", () => this.remove(row));
    row.addEventListener("keydown", (event) => {
      if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      event.preventDefault();
      this.move(row, event.key === "ArrowUp" ? -1 : 1);
    });
    const grip = row.querySelector<HTMLElement>("[data-sheet-grip]");
    if (grip) {
      grip.hidden = false;
      draggable(grip, row, () => this.list(), () => this.changed());
    }
  }

  private move(row: HTMLElement, by: -1 | 1, refocus = ""): void {
    const list = this.list();
    const to = list.indexOf(row) + by;
    const focused = document.activeElement as HTMLElement | null;
    if (to < 0 || to >= list.length) return;
    if (by < 0) list[to]!.before(row);
    else list[to]!.after(row);
    (refocus ? row.querySelector<HTMLElement>(refocus) : focused)?.focus();
    announce(t("moved", { n: to + 1 }));
    this.changed();
  }

  private add(): void {
    const model = this.list().at(-1);
    if (!model) return void this.form.submit();
    const row = model.cloneNode(true) as HTMLElement;
    const stamp = Date.now();
    const set = (name: string, value: string): void => void (row.querySelector<HTMLInputElement>(`[name="${name}"]`)!.value = value);
    each<HTMLElement>("[id]", (field) => (field.id = `${field.id}-${stamp}`), row);
    each<HTMLLabelElement>("label", (label) => (label.htmlFor = `${label.htmlFor}-${stamp}`), row);
    each<HTMLElement>(".field-error", (error) => error.remove(), row);
    for (const name of ["row_id", "person_in_charge", "note"]) set(name, "");
    set("title", t("fresh"));
    set("minutes", "10");
    model.after(row);
    this.enliven(row);
    row.querySelector<HTMLInputElement>('[name="title"]')?.select();
    this.changed();
  }

  private remove(row: HTMLElement): void {
    const next = row.nextElementSibling;
    const title = row.querySelector<HTMLInputElement>('[name="title"]')?.value ?? "";
    row.remove();
    // What was deleted comes back as a new line: its id is gone once the deletion is kept.
    const bring = (): void => {
      row.querySelector<HTMLInputElement>('[name="row_id"]')!.value = "";
      if (next?.isConnected) next.before(row);
      else this.rows.append(row);
      this.changed();
    };
    toast(t("removed", { title }), { undo: bring });
    this.changed();
  }

  private changed(): void {
    this.dirty = true;
    this.state.textContent = t("unsaved");
    this.redraw();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.keep(), SAVE_AFTER_MS);
  }

  private redraw(): void {
    const list = this.list();
    const value = (row: HTMLElement, name: string): string => row.querySelector<HTMLInputElement>(`[name="${name}"]`)!.value;
    const lines = list.map((row) => ({ kind: value(row, "kind"), minutes: Number(value(row, "minutes")) || 0 }));
    const { starts, spare } = plannedStarts(lines, this.form.dataset.startsAt ?? "", this.form.dataset.endsAt ?? "");
    list.forEach((row, index) => {
      const face = row.querySelector<HTMLElement>("[data-sheet-time]")!;
      face.textContent = clockText(starts[index]!);
      face.toggleAttribute("data-late", spare < 0 && index === list.length - 1);
      row.dataset.kind = lines[index]!.kind;
    });
    show("[data-sheet-over]", spare < 0, t("over", { n: -spare }));
    show("[data-sheet-short]", spare > 0, t("short", { n: spare }));
  }

  private async keep(): Promise<void> {
    window.clearTimeout(this.timer);
    if (this.busy) return void (this.timer = window.setTimeout(() => void this.keep(), 200));
    this.busy = true;
    this.dirty = false;
    this.state.textContent = t("saving");
    const sent = this.list();
    const answer = await save(this.form);
    this.busy = false;
    if (answer.ok) this.kept(sent, answer.saved);
    else {
      this.dirty = true;
      this.state.textContent = answer.message;
    }
  }

  private kept(sent: HTMLElement[], saved: Saved): void {
    this.form.querySelector<HTMLInputElement>('[name="revision"]')!.value = String(saved.revision);
    sent.forEach((row, index) => (row.querySelector<HTMLInputElement>('[name="row_id"]')!.value = String(saved.ids[index] ?? "")));
    const at = new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
    if (!this.dirty) this.state.textContent = t("saved", { at });
  }
}

/** Whether a field holds something else than the page came with. */
function isTouched(form: HTMLFormElement): boolean {
  return [...form.elements].some((field) => {
    if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.defaultSelected && !option.selected);
    return (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.type !== "hidden" && field.value !== field.defaultValue;
  });
}

function show(selector: string, isShown: boolean, words: string): void {
  const place = document.querySelector<HTMLElement>(selector);
  if (!place) return;
  place.hidden = !isShown;
  place.querySelector("[data-words]")!.textContent = words;
}

each<HTMLFormElement>("[data-sheet-editor]", (form) => void new Editor(form));
