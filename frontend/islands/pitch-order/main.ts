/** Turns can be dragged into order; the arrow buttons do the same without a mouse. */
import { csrfToken } from "../../shared/csrf";
import { toast } from "../../shared/toast";
import { sentences } from "../../shared/i18n";

const t = sentences({
  ja: { moved: "順番を変えました。", failed: "順番を保存できませんでした。画面を読み直してください。" },
  en: { moved: "The order was changed.", failed: "The order could not be saved. Reload the page." },
});

class Order {
  private dragged: HTMLElement | null = null;
  private before = "";

  constructor(private readonly list: HTMLElement) {
    for (const row of this.rows()) {
      if (row.dataset.state === "waiting") row.draggable = true;
    }
    list.addEventListener("dragstart", (event) => this.start(event));
    list.addEventListener("dragover", (event) => this.over(event));
    list.addEventListener("dragend", () => void this.end());
  }

  private rows(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[data-pitch]")];
  }

  private ids(): string {
    return this.rows().map((row) => row.dataset.pitch).join(",");
  }

  private start(event: DragEvent): void {
    this.dragged = (event.target as Element).closest<HTMLElement>("[data-pitch]");
    this.before = this.ids();
    if (this.dragged) this.dragged.dataset.dragged = "";
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
  }

  private over(event: DragEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("[data-pitch]");
    if (!this.dragged || !row) return;
    event.preventDefault();
    if (row === this.dragged) return;
    const middle = row.getBoundingClientRect().top + row.offsetHeight / 2;
    row[event.clientY < middle ? "before" : "after"](this.dragged);
  }

  private async end(): Promise<void> {
    if (this.dragged) delete this.dragged.dataset.dragged;
    this.dragged = null;
    if (this.ids() === this.before) return;
    const form = this.list.closest("form");
    const body = new URLSearchParams({ do: "order", order: this.ids() });
    const answer = await fetch(form?.action ?? location.href, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } }).catch(() => null);
    if (!answer?.ok) return void toast(t("failed"), { tone: "error" });
    this.rows().forEach((row, place) => {
      const number = row.querySelector(".pitch-number");
      if (number) number.textContent = String(place + 1);
    });
    toast(t("moved"), { tone: "success" });
  }
}

document.querySelectorAll<HTMLElement>("[data-pitch-order]").forEach((list) => new Order(list));
