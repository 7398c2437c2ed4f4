/** JSON in, JSON out, with Django's CSRF token; a refusal arrives as one readable sentence. */
import { sentences } from "./i18n";
import { toast } from "./toast";

const t = sentences({
  ja: {
    offline: "サーバーにつながりません。電波を確かめて、もう一度お試しください。",
    refused: "処理できませんでした（{status}）。画面を読み込み直して、もう一度お試しください。",
  },
  en: {
    offline: "The server cannot be reached. Check your connection and try again.",
    refused: "This could not be done ({status}). Reload the page and try again.",
  },
});

/** What the server refused, with the sentence of its GoenError for people and its code for programs. */
export class Refused extends Error {
  constructor(
    sentence: string,
    readonly status: number,
    readonly code: string,
  ) {
    super(sentence);
  }
}

export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

function explain(status: number, body: unknown): Refused {
  const answer = (typeof body === "object" && body !== null ? body : {}) as { code?: unknown; message?: unknown };
  const sentence = typeof answer.message === "string" ? answer.message : t("refused", { status });
  return new Refused(sentence, status, typeof answer.code === "string" ? answer.code : "");
}

/** Send JSON (or a form's values) and read JSON; throws `Refused` (status 0 when the network is away). */
export async function request<T>(url: string, options: { method?: string; body?: unknown; signal?: AbortSignal } = {}): Promise<T> {
  const { method = options.body === undefined ? "GET" : "POST", body, signal } = options;
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  const isForm = body instanceof URLSearchParams;
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(url, { method, headers, body: body === undefined || isForm ? body : JSON.stringify(body), signal, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused(t("offline"), 0, "offline");
  }
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw explain(response.status, answer);
  return answer as T;
}

/** As `request`, but a refusal is shown in a toast and answered by `null`: for actions that leave the page as it was. */
export async function tryRequest<T>(url: string, options: Parameters<typeof request>[1] = {}): Promise<T | null> {
  try {
    return await request<T>(url, options);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message, { tone: "error" });
    return null;
  }
}
