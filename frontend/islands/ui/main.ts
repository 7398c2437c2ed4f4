/** On every page: things that make plain HTML kinder. Nothing here is needed to get the work done without JavaScript. */
import { confirmForms } from "./confirm";
import { countedText, filePicks } from "./fields";
import { smallActions } from "./actions";
import { sortableTables } from "./tables";

confirmForms();
smallActions();
sortableTables();
countedText();
filePicks();

// On a phone the list of an event's pages is wider than the window: show where we are.
const current = document.querySelector<HTMLElement>(".subnav [aria-current]");
const list = current?.closest("ul");
if (current && list && list.scrollWidth > list.clientWidth) list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;

// A page that came back with errors begins at its list of errors.
document.querySelector<HTMLElement>("[data-error-summary]")?.focus();
