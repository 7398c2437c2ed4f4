/** The map on its canvas: painting, moving, names of topics above the dots, and which dot was pressed. */
import { el } from "../../shared/dom";
import { frame, middles, nearest, paint, radiusFor, type Points, type View } from "./points";
import { t } from "./words";

const N_COLOURS = 10;
const REACH_PX = 18;
const WHOLE: View = { zoom: 1, x: 0.5, y: 0.5 };

/** The ten colours of the theme, then the same paler, then paler still; as the marks beside the topics' names. */
function palette(host: HTMLElement): Uint32Array {
  const style = getComputedStyle(host);
  const colours: number[] = [];
  for (let topic = 0; topic < 4 * N_COLOURS; topic += 1) {
    const hex = style.getPropertyValue(`--tie-${(topic % N_COLOURS) + 1}`).trim() || "#1d3461";
    const white = Math.min(0.66, 0.33 * Math.floor(topic / N_COLOURS));
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16);
      return Math.round(value + (255 - value) * white);
    }) as [number, number, number];
    colours.push(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
  }
  return Uint32Array.from(colours);
}

export class TopicMap {
  private readonly canvas = el("canvas", { class: "listening-canvas", tabindex: 0, role: "img", "aria-label": t("map") });
  private readonly names = el("div", { class: "listening-names", "aria-hidden": "true" });
  private readonly colours: Uint32Array;
  private view: View = { ...WHOLE };
  private home: ArrayLike<number>;
  private labels: string[] = [];
  /** Where each topic's name belongs: a walk through all points, so once for a granularity and not for every frame. */
  private found: ReturnType<typeof middles> = [];
  private waiting = false;
  private pixels: ImageData | null = null;
  private readonly touches = new Map<number, { x: number; y: number }>();
  private moved = 0;

  constructor(
    host: HTMLElement,
    private readonly points: Points,
    private readonly pressed: (point: number) => void,
  ) {
    this.home = points.home;
    this.colours = palette(host);
    const button = (name: "bigger" | "smaller" | "whole", sign: string, act: () => void): HTMLElement =>
      el("button", { type: "button", class: "button button-icon", "aria-label": t(name), onclick: act }, sign);
    const tools = el(
      "div",
      { class: "listening-tools" },
      button("bigger", "＋", () => this.zoomBy(1.6)),
      button("smaller", "－", () => this.zoomBy(1 / 1.6)),
      el("button", { type: "button", class: "button", onclick: () => this.showAll() }, t("whole")),
    );
    host.append(el("div", { class: "listening-map" }, this.canvas, this.names), tools);
    this.listen();
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  show(home: ArrayLike<number>, labels: string[]): void {
    [this.home, this.labels] = [home, labels];
    this.found = middles(this.points, home, labels.length);
    this.draw();
  }

  private showAll(): void {
    this.view = { ...WHOLE };
    this.draw();
  }

  private zoomBy(factor: number, at?: { x: number; y: number }): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const before = frame(width, height, this.view);
    const point = at ?? { x: width / 2, y: height / 2 };
    const here = { x: (point.x - before.left) / before.scaleX, y: (point.y - before.top) / before.scaleY };
    this.view.zoom = Math.min(40, Math.max(1, this.view.zoom * factor));
    const after = frame(width, height, { ...this.view, x: 0, y: 0 });
    this.view.x = here.x - (point.x - width / 2) / after.scaleX;
    this.view.y = here.y - (point.y - height / 2) / after.scaleY;
    if (this.view.zoom === 1) this.view = { ...WHOLE };
    this.draw();
  }

  private pan(dx: number, dy: number): void {
    if (this.view.zoom === 1) return;
    const { scaleX, scaleY } = frame(this.canvas.clientWidth, this.canvas.clientHeight, this.view);
    this.view.x = Math.min(1, Math.max(0, this.view.x - dx / scaleX));
    this.view.y = Math.min(1, Math.max(0, this.view.y - dy / scaleY));
    this.draw();
  }

  private listen(): void {
    const canvas = this.canvas;
    canvas.addEventListener("pointerdown", (event) => {
      this.touches.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
      this.moved = 0;
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => {
      const isAlone = this.touches.size === 1;
      this.touches.delete(event.pointerId);
      if (isAlone && this.moved < 6) this.press(event.offsetX, event.offsetY);
    });
    canvas.addEventListener("pointercancel", (event) => this.touches.delete(event.pointerId));
    canvas.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return; // the page scrolls; with Ctrl, or two fingers, the map zooms
        event.preventDefault();
        this.zoomBy(Math.exp(-event.deltaY / 200), { x: event.offsetX, y: event.offsetY });
      },
      { passive: false },
    );
    canvas.addEventListener("keydown", (event) => this.key(event));
  }

  private move(event: PointerEvent): void {
    const before = this.touches.get(event.pointerId);
    if (!before) return;
    const now = { x: event.offsetX, y: event.offsetY };
    this.moved += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...this.touches].find(([id]) => id !== event.pointerId)?.[1];
    this.touches.set(event.pointerId, now);
    if (!other) return this.pan(now.x - before.x, now.y - before.y);
    const spread = (point: { x: number; y: number }): number => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    this.zoomBy(spread(now) / spread(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  }

  private key(event: KeyboardEvent): void {
    const step = 40;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => this.pan(step, 0),
      ArrowRight: () => this.pan(-step, 0),
      ArrowUp: () => this.pan(0, step),
      ArrowDown: () => this.pan(0, -step),
      "+": () => this.zoomBy(1.6),
      ";": () => this.zoomBy(1.6),
      "-": () => this.zoomBy(1 / 1.6),
      "0": () => this.showAll(),
      Enter: () => this.press(this.canvas.clientWidth / 2, this.canvas.clientHeight / 2),
    };
    const act = acts[event.key];
    if (!act || (event.key.startsWith("Arrow") && this.view.zoom === 1)) return;
    event.preventDefault();
    act();
  }

  private press(x: number, y: number): void {
    const found = nearest(this.points, this.canvas.clientWidth, this.canvas.clientHeight, this.view, x, y, REACH_PX);
    if (found >= 0) this.pressed(found);
  }

  private draw(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.drawNow();
    });
  }

  private drawNow(): void {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const width = Math.round(this.canvas.clientWidth * ratio);
    const height = Math.round(this.canvas.clientHeight * ratio);
    const pen = this.canvas.getContext("2d");
    if (!pen || !width || !height) return;
    if (this.canvas.width !== width || this.canvas.height !== height || !this.pixels) {
      [this.canvas.width, this.canvas.height] = [width, height];
      this.pixels = pen.createImageData(width, height);
    }
    const radius = radiusFor(this.points.n, this.view.zoom, ratio);
    paint(new Uint32Array(this.pixels.data.buffer), width, height, this.points, this.home, this.colours, this.view, radius);
    pen.putImageData(this.pixels, 0, 0);
    this.canvas.style.touchAction = this.view.zoom > 1 ? "none" : "pan-y";
    this.placeNames();
  }

  /** Names of the largest topics, each where there is room. */
  private placeNames(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const { scaleX, scaleY, left, top } = frame(width, height, this.view);
    const found = this.found;
    const order = found.map((_one, topic) => topic).sort((one, other) => (found[other]?.n ?? 0) - (found[one]?.n ?? 0));
    const taken: { x: number; y: number; w: number }[] = [];
    this.names.replaceChildren();
    for (const topic of order) {
      const middle = found[topic];
      const words = (this.labels[topic] ?? "").split("／").slice(0, width < 600 ? 1 : 2).join("／");
      if (!middle || !words) continue;
      const w = Math.min(words.length, 16) * 13 + 20;
      const [x, y] = [Math.min(width - w / 2, Math.max(w / 2, left + middle.x * scaleX)), top + middle.y * scaleY];
      if (y < 14 || y > height - 14 || taken.some((box) => Math.abs(box.y - y) < 28 && Math.abs(box.x - x) < (box.w + w) / 2)) continue;
      taken.push({ x, y, w });
      const name = el("span", { class: "listening-name" }, words.length > 16 ? `${words.slice(0, 15)}…` : words);
      name.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`;
      this.names.append(name);
      if (taken.length >= (width < 600 ? 8 : 18)) break;
    }
  }
}
