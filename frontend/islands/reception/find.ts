/** Finding people as one types: any width, hiragana or katakana. */
export function findKey(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ぁ-ゖ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
    .replace(/[\s・]+/g, "");
}

export function holds(line: string, wanted: string): boolean {
  return findKey(line).includes(findKey(wanted));
}
