/**
 * An island is a `<div data-island="name">` that holds its props as JSON, as `{% island "name" props %}` writes it.
 * `island("name", mount)` runs `mount` once for every such place on the page.
 */
export type Mount<Props> = (host: HTMLElement, props: Props) => void;

export function propsOf<Props>(host: HTMLElement): Props {
  const data = host.querySelector<HTMLScriptElement>(':scope > script[type="application/json"]');
  return JSON.parse(data?.textContent || "{}") as Props;
}

export function island<Props>(name: string, mount: Mount<Props>): void {
  for (const host of document.querySelectorAll<HTMLElement>(`[data-island="${name}"]`)) {
    if (host.dataset.mounted !== undefined) continue;
    host.dataset.mounted = "";
    mount(host, propsOf<Props>(host));
  }
}
