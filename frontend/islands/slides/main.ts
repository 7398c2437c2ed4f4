/** Slides by keyboard, clicker, or tap; without this script they are a page that scrolls. */
import { announce } from "../../shared/dom";
import { sentences } from "../../shared/i18n";

const t = sentences({ ja: { place: "{n} / {all}" }, en: { place: "{n} / {all}" } });
const FORWARD = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);

class Deck {
  private readonly slides: HTMLElement[];
  private at = 0;

  constructor(private readonly host: HTMLElement) {
    this.slides = [...host.querySelectorAll<HTMLElement>(".slide")];
    host.classList.add("deck-alive");
    const asked = Number(location.hash.slice(1)) - 1;
    this.show(this.slides[asked] ? asked : 0, false);
    document.addEventListener("keydown", (event) => this.key(event));
    host.addEventListener("click", (event) => this.show(this.at + (event.clientX < window.innerWidth / 3 ? -1 : 1)));
    window.addEventListener("hashchange", () => this.show(Number(location.hash.slice(1)) - 1, false));
    window.addEventListener("resize", () => this.fit());
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as Element).closest("a,button,input,select,textarea") && (event.key === " " || event.key === "Enter")) return;
    if (FORWARD.has(event.key)) this.show(this.at + 1);
    else if (BACK.has(event.key)) this.show(this.at - 1);
    else if (event.key === "Home") this.show(0);
    else if (event.key === "End") this.show(this.slides.length - 1);
    else if (event.key.toLowerCase() === "f") void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
    else return;
    event.preventDefault();
  }

  private show(number: number, isSaid = true): void {
    this.at = Math.max(0, Math.min(this.slides.length - 1, number));
    this.slides.forEach((slide, place) => (slide.hidden = place !== this.at));
    const words = t("place", { n: this.at + 1, all: this.slides.length });
    const counter = document.querySelector("[data-slide-number]");
    if (counter) counter.textContent = words;
    history.replaceState(null, "", `#${this.at + 1}`);
    if (isSaid) announce(`${words} ${this.slides[this.at]?.querySelector("h1,h2")?.textContent ?? ""}`);
    this.fit();
  }

  /** Make the letters of a full slide smaller until they fit: cut words help nobody. */
  private fit(): void {
    const slide = this.slides[this.at];
    if (!slide) return;
    for (let size = 100; size >= 45; size -= 5) {
      slide.style.fontSize = `${size}%`;
      if (slide.scrollHeight <= this.host.clientHeight + 2) return;
    }
  }
}

document.querySelectorAll<HTMLElement>("[data-deck]").forEach((host) => new Deck(host));
