import { expect, test } from "vitest";
import { ballotOf, drawCounts } from "./ballot";

function place(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
}
const OPTIONS = `<form>
  <label class="poll-option"><input type="radio" name="option" value="1"> 会場</label>
  <label class="poll-option"><input type="radio" name="option" value="2" checked> オンライン</label></form>`;

test("a choice is sent by its number, and none is no ballot", () => {
  const form = place(OPTIONS) as HTMLFormElement;
  expect(ballotOf(form)).toEqual({ options: [2] });
  form.querySelectorAll("input").forEach((box) => (box.checked = false));
  expect(ballotOf(form)).toBeNull();
});

test("words are sent without blanks", () => {
  const form = place('<form><input name="word" value=" つながり "><input name="word" value=""></form>') as HTMLFormElement;
  expect(ballotOf(form)).toEqual({ words: ["つながり"] });
});

test("the result stands where the options were", () => {
  const card = place(`<section><span class="badge badge-live">受付中</span>${OPTIONS}</section>`);
  drawCounts(card, { 1: [3, 75], 2: [1, 25] });
  expect(card.querySelector("form")).toBeNull();
  expect([...card.querySelectorAll("li")].map((bar) => bar.textContent)).toEqual(["会場3 人（75%）", "オンライン1 人（25%）"]);
  expect([...card.querySelectorAll("progress")].map((bar) => bar.value)).toEqual([75, 25]);
});
