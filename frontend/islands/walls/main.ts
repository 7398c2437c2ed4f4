/** Every table's wall on one projector: fetched anew, gently, when notes have been written somewhere. */
import { island } from "../../shared/island";
import { connectEvent } from "../../shared/live";
import { refreshSoon } from "../../shared/part";

const WAIT_MS = 2_500;
const KINDS = new Set(["live.resync", "boards.projected", "boards.opened", "boards.changed", "grouping.published"]);

island<{ slug: string }>("walls", (_host, { slug }) => {
  connectEvent(slug, { onMessage: (news) => KINDS.has(news.kind) && refreshSoon(WAIT_MS, () => undefined) });
});
