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

// A page that came back with errors begins at its list of errors.
document.querySelector<HTMLElement>("[data-error-summary]")?.focus();
