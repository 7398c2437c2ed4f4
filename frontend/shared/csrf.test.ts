import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refused, request, tryRequest } from "./csrf";

function answer(status: number, body: unknown): void {
  vi.stubGlobal("fetch", vi.fn(async () => new Response(body === undefined ? null : JSON.stringify(body), { status })));
}

beforeEach(() => {
  document.documentElement.lang = "ja";
  document.head.innerHTML = '<meta name="csrf-token" content="t0ken">';
  document.body.innerHTML = "";
});
afterEach(() => vi.unstubAllGlobals());

test("what is sent carries the token and JSON", async () => {
  answer(200, { ok: true });
  await request("/notes/", { body: { text: "髙" } });

  const [url, options] = vi.mocked(fetch).mock.calls[0]!;
  expect(url).toBe("/notes/");
  expect(options).toMatchObject({ method: "POST", body: '{"text":"髙"}', headers: { "X-CSRFToken": "t0ken", "Content-Type": "application/json" } });
});

test("a refusal brings the server's sentence and code", async () => {
  answer(409, { code: "grouping.too_few", message: "人数が足りません。" });

  await expect(request("/plan/")).rejects.toMatchObject({ message: "人数が足りません。", code: "grouping.too_few", status: 409 });
});

test("an answer that is no JSON still gives a sentence", async () => {
  vi.stubGlobal("fetch", vi.fn(async () => new Response("<html>", { status: 502 })));

  await expect(request("/plan/")).rejects.toThrow("処理できませんでした（502）");
});

test("a network that is away is told as such", async () => {
  vi.stubGlobal("fetch", vi.fn(async () => Promise.reject(new TypeError("failed"))));

  const error = await request("/plan/").catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Refused);
  expect(error).toMatchObject({ status: 0, code: "offline" });
});

test("tryRequest shows the sentence and leaves the page standing", async () => {
  answer(400, { code: "x", message: "名前がありません。" });

  expect(await tryRequest("/person/")).toBeNull();
  expect(document.querySelector(".toast-error p")!.textContent).toBe("名前がありません。");
});

test("an empty answer is null", async () => {
  answer(204, undefined);

  expect(await request("/person/", { method: "DELETE" })).toBeNull();
});
