/** Where Goen stands when a proxy serves it under a sub-path: what precedes "/static/" in this script's own address. */
export function basePath(address: string = import.meta.url): string {
  try {
    const path = new URL(address).pathname;
    const end = path.indexOf("/static/");
    return end < 0 ? "" : path.slice(0, end);
  } catch {
    return "";
  }
}
