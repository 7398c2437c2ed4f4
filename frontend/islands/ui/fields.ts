/** Fields that tell more: characters left in a text with a limit, the name and size of a chosen file. */
import { each, el } from "../../shared/dom";
import { sentences } from "../../shared/i18n";

const t = sentences({
  ja: { left: "あと {n} 文字", over: "{n} 文字多い", size: "{name}（{kb} KB）を選びました。" },
  en: { left: "{n} characters left", over: "{n} characters too many", size: "{name} ({kb} KB) chosen." },
});

/** Characters as people count them: 𠮷 and combined emoji are one each. */
export function length(text: string): number {
  return [...new Intl.Segmenter("ja").segment(text)].length;
}

export function countedText(root: ParentNode = document): void {
  each<HTMLTextAreaElement>(".field textarea[maxlength]", (area) => {
    const limit = Number(area.maxLength);
    const note = el("p", { class: "field-count", "aria-live": "off" });
    const tell = (): void => {
      const left = limit - length(area.value);
      note.textContent = left < 0 ? t("over", { n: -left }) : t("left", { n: left });
    };
    area.addEventListener("input", tell);
    area.after(note);
    tell();
  }, root);
}

export function filePicks(root: ParentNode = document): void {
  each<HTMLInputElement>('.field input[type="file"]', (input) => {
    const note = el("p", { class: "field-count", role: "status" });
    input.after(note);
    input.addEventListener("change", () => {
      note.textContent = [...(input.files ?? [])].map((file) => t("size", { name: file.name, kb: Math.ceil(file.size / 1024).toLocaleString() })).join(" ");
    });
  }, root);
}
