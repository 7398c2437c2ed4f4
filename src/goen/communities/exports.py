"""Gatherings as calendars read them."""

from zoneinfo import ZoneInfo

from goen.communities.models import Gathering

_TOKYO = ZoneInfo("Asia/Tokyo")


def gathering_ics(gathering: Gathering, url: str) -> bytes:
    """Return a gathering as one iCalendar entry with a stable UID."""
    import icalendar  # noqa: PLC0415 - only a download needs it

    entry = icalendar.Event()
    entry.add("uid", f"gathering-{gathering.pk}@goen")
    entry.add("dtstamp", gathering.post.created_at)
    entry.add("dtstart", gathering.starts_at.astimezone(_TOKYO))
    entry.add("dtend", gathering.ends_at.astimezone(_TOKYO))
    entry.add("summary", gathering.post.headline)
    entry.add("location", gathering.place)
    entry.add("description", gathering.post.text)
    entry.add("url", url)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Goen//Goen//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
