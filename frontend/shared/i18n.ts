/** Sentences of an island, in both languages; the page's `<html lang>` decides. */
export type Sentences<Key extends string> = Record<"ja" | "en", Record<Key, string>>;

export function language(): "ja" | "en" {
  return document.documentElement.lang.toLowerCase().startsWith("en") ? "en" : "ja";
}

/**
 * Give back `t(key, params)` for one dictionary: `t("left", { n: 3 })` with "あと {n} 件" says "あと 3 件".
 * A name without a value is left as it stands, so that the mistake is seen.
 */
export function sentences<Key extends string>(dictionary: Sentences<Key>): (key: Key, params?: Record<string, string | number>) => string {
  return (key, params = {}) =>
    dictionary[language()][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
