/** A score is saved the moment it is tapped; what could not be sent is sent again until it is. */
import { Refused } from "../../shared/csrf";
import { sentences } from "../../shared/i18n";
import { toast } from "../../shared/toast";

const AGAIN_MS = 4000;
const t = sentences({
  ja: { saving: "保存しています…", saved: "保存しました（あとから変えられます）", unsent: "まだ保存できていません。つながりしだい送ります。" },
  en: { saving: "Saving…", saved: "Saved (you can change it later)", unsent: "Not saved yet. It will be sent as soon as the connection is back." },
});

function alive(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-saved]");
  let timer = 0;
  let unsent = false;
  const say = (sentence: string): void => {
    if (place) place.textContent = sentence;
  };
  const send = async (): Promise<void> => {
    window.clearTimeout(timer);
    unsent = true;
    say(t("saving"));
    try {
      const response = await fetch(location.href, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const answer = (await response.json()) as { message?: string };
      if (!response.ok) throw new Refused(answer.message ?? "", response.status, "");
      unsent = false;
      say(t("saved"));
    } catch (error) {
      if (error instanceof Refused && error.message) {
        unsent = false;
        say(error.message);
        toast(error.message, { tone: "error" });
        return;
      }
      say(t("unsent"));
      timer = window.setTimeout(() => void send(), AGAIN_MS);
    }
  };
  form.addEventListener("change", () => void send());
  window.addEventListener("online", () => unsent && void send());
  window.addEventListener("beforeunload", (event) => unsent && event.preventDefault());
}

document.querySelectorAll<HTMLFormElement>("form[data-scoring]").forEach(alive);
