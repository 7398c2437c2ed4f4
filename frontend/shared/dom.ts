/** Small things every island needs from the document. Strict CSP: never write a style attribute as text. */
type Child = Node | string | null | undefined;
type Attributes = Record<string, string | number | boolean | EventListener | null | undefined>;

/** Build an element: `el("button", { class: "button", type: "button", onclick: save }, "保存する")`. Text is never parsed as HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined));
  return element;
}

/** Say a sentence to screen readers without moving the focus. */
export function announce(sentence: string): void {
  let region = document.getElementById("goen-announcer");
  if (!region) {
    region = el("div", { id: "goen-announcer", class: "visually-hidden", role: "status", "aria-live": "polite" });
    document.body.append(region);
  }
  region.textContent = "";
  const target = region;
  requestAnimationFrame(() => (target.textContent = sentence));
}

export function prefersReducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Run on every match now, and give back how many there were. */
export function each<E extends Element>(selector: string, run: (element: E) => void, root: ParentNode = document): number {
  const found = root.querySelectorAll<E>(selector);
  found.forEach(run);
  return found.length;
}
