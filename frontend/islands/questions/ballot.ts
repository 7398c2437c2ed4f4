/** A ballot as it is sent, and the result as bars in the place of the options. */
import { el } from "../../shared/dom";
import { sentences } from "../../shared/i18n";

export type Ballot = { options: number[] } | { words: string[] };

const t = sentences({
  ja: { result: "結果", people: "{n} 人（{share}%）" },
  en: { result: "Result", people: "{n} ({share}%)" },
});

/** What was chosen or written; null when a choice is missing. */
export function ballotOf(form: HTMLFormElement): Ballot | null {
  const words = [...form.querySelectorAll<HTMLInputElement>("input[name=word]")];
  if (words.length) return { words: words.map((field) => field.value.trim()).filter(Boolean) };
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[name=option]")];
  const options = boxes.filter((box) => box.checked).map((box) => Number(box.value));
  return options.length || boxes[0]?.type === "checkbox" ? { options } : null;
}

/** Show a ballot in its form. */
export function putBallot(form: HTMLFormElement, ballot: Ballot): void {
  const words = "words" in ballot ? ballot.words : [];
  form.querySelectorAll<HTMLInputElement>("input[name=word]").forEach((field, k) => (field.value = words[k] ?? ""));
  const options = "options" in ballot ? ballot.options : [];
  form.querySelectorAll<HTMLInputElement>("input[name=option]").forEach((box) => (box.checked = options.includes(Number(box.value))));
}

/** Put bars where the options were: the counts came with the news, nobody has to ask for them. */
export function drawCounts(card: HTMLElement, counts: Record<string, [number, number]>): void {
  const form = card.querySelector("form");
  if (!form) return;
  const bars = [...form.querySelectorAll<HTMLElement>(".poll-option")].map((option) => {
    const number = option.querySelector("input")?.value ?? "";
    const [n, share] = counts[number] ?? [0, 0];
    return el(
      "li",
      {},
      el("span", {}, option.textContent?.trim() ?? ""),
      el("span", { class: "figures poll-bar-n" }, t("people", { n, share })),
      el("progress", { max: 100, value: share, "aria-hidden": "true" }),
    );
  });
  form.replaceWith(el("ol", { class: "plain-list poll-bars" }, ...bars));
  const badge = card.querySelector(".badge");
  badge?.replaceWith(el("span", { class: "badge badge-quiet" }, t("result")));
}

export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
