/** Bells at one minute and at nothing: always seen, felt where phones can, heard where somebody asked for it. */
import { announce } from "../../shared/dom";
import { sentences } from "../../shared/i18n";

const t = sentences({
  ja: { minute: "残り1分です", over: "時間です", on: "音を止める", off: "音を鳴らす" },
  en: { minute: "One minute left", over: "Time is up", on: "Sound off", off: "Sound on" },
});

const SHOWN_MS = 6_000;
let audio: AudioContext | null = null;
let hideTimer = 0;

/** Which bell rings when the figure goes from one value to the next; a jump (an extension, a sleep) rings none. */
export function bellBetween(before: number | null, after: number | null): "minute" | "over" | null {
  if (before === null || after === null || before - after > 5 || after >= before) return null;
  if (before > 60 && after <= 60) return "minute";
  return before > 0 && after <= 0 ? "over" : null;
}

export function ring(bell: "minute" | "over"): void {
  show(t(bell));
  navigator.vibrate?.(bell === "over" ? [300, 150, 300] : [200]);
  if (audio) strike(audio, bell === "over" ? 2 : 1);
}

function show(words: string): void {
  const place = document.querySelector<HTMLElement>("[data-bell]");
  if (!place) return announce(words);
  place.textContent = words;
  place.hidden = false;
  window.clearTimeout(hideTimer);
  hideTimer = window.setTimeout(() => (place.hidden = true), SHOWN_MS);
}

/** A struck bell: a few partials that die away; nothing is loaded. */
function strike(context: AudioContext, times: number): void {
  for (let n = 0; n < times; n += 1) {
    [880, 1760, 2637].forEach((pitch, order) => {
      const at = context.currentTime + n * 0.7;
      const tone = context.createOscillator();
      const loudness = context.createGain();
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.25 / (order + 1), at);
      loudness.gain.exponentialRampToValueAtTime(0.0001, at + 1.6);
      tone.connect(loudness).connect(context.destination);
      tone.start(at);
      tone.stop(at + 1.7);
    });
  }
}

/** Browsers allow sound only after a press: the button is that press, and it is off to begin with. */
export function soundButton(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-sound]");
  if (!button || typeof AudioContext === "undefined") return;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (audio) void audio.close();
    audio = audio ? null : new AudioContext();
    button.setAttribute("aria-pressed", String(audio !== null));
    const words = button.querySelector("[data-sound-words]");
    if (words) words.textContent = t(audio ? "on" : "off");
    if (audio) strike(audio, 1);
  });
}
