"""Input of the events slice, cleaned; a form never writes."""

from goen.events.forms.basics import CloneForm as CloneForm
from goen.events.forms.basics import EventForm as EventForm
from goen.events.forms.basics import JoinForm as JoinForm
from goen.events.forms.basics import MemberForm as MemberForm
from goen.events.forms.basics import NewEventForm as NewEventForm
from goen.events.forms.basics import PartnershipForm as PartnershipForm
from goen.events.forms.sheet import LineForm as LineForm
from goen.events.forms.sheet import SheetEditor as SheetEditor
from goen.events.forms.sheet import ThemeEditor as ThemeEditor
from goen.events.forms.sheet import ThemeForm as ThemeForm
