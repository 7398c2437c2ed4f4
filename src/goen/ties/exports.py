"""A pairing as calendars read it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from goen.ties import phases
from goen.ties.models import Pairing

_TOKYO = ZoneInfo("Asia/Tokyo")


def pairing_ics(pairing: Pairing, person_id: int) -> bytes:
    """Return a pairing as one iCalendar entry for one of the two: stable UID, SEQUENCE by revision, VTIMEZONE Asia/Tokyo."""
    import icalendar  # noqa: PLC0415 - only a download needs it

    other = pairing.high if pairing.low_id == person_id else pairing.low
    body = other.organisation.name if other.organisation else ""
    start = pairing.meets_at.astimezone(_TOKYO)
    entry = icalendar.Event()
    entry.add("uid", f"pairing-{pairing.pk}@goen")
    entry.add("sequence", pairing.revision)
    entry.add("dtstamp", pairing.round.made_at)
    entry.add("dtstart", start)
    entry.add("dtend", start + timedelta(minutes=phases.MEETING_MINUTES))
    entry.add("summary", _("ご縁の1対1: {name} さん（{body}）").format(name=other.name, body=body))
    entry.add("location", pairing.place)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Goen//Goen//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
