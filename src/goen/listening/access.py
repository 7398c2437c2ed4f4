"""The door to listening: organisers only, since texts stand there in full; other events only where one organises them too."""

from collections.abc import Sequence

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to
from goen.events.models import Event
from goen.listening.models import Listening, Output, TopicEdit, Upload


def get_event_to_listen(actor: Actor, slug: str) -> Member:
    """Return the organiser who may listen in an event; ≤ 3 queries."""
    return get_event_to("listening.manage", actor, slug)


def get_listening(actor: Actor, slug: str, listening_id: int) -> tuple[Member, Listening]:
    """Return the organiser and a listening of their event; ≤ 4 queries."""
    member = get_event_to_listen(actor, slug)
    row = Listening.objects.select_related("upload").filter(event=member.event, pk=listening_id).first()
    if row is None:
        raise RefusedError("base.refused")
    row.event = member.event
    return member, row


def get_upload_to_read(actor: Actor, slug: str, listening_id: int) -> tuple[Member, Listening, Upload]:
    """Return the organiser, the listening and its file; refuses a listening without one; ≤ 4 queries."""
    member, row = get_listening(actor, slug, listening_id)
    if row.upload is None:
        raise RefusedError("base.refused")
    return member, row, row.upload


def get_edit_to_take_back(listening: Listening, edit_id: int) -> TopicEdit:
    """Return a change of this listening; 1 query."""
    edit = TopicEdit.objects.filter(listening=listening, pk=edit_id).first()
    if edit is None:
        raise RefusedError("base.refused")
    return edit


def get_output_to_take(listening: Listening, output_id: int) -> Output:
    """Return a file of this listening; 1 query."""
    output = Output.objects.select_related("run").filter(run__listening=listening, pk=output_id).first()
    if output is None:
        raise RefusedError("base.refused")
    return output


def events_to_listen_in(actor: Actor, member: Member) -> Sequence[Event]:
    """Return this event and the others of its partnership the actor organises too, newest first; 1 query for each other."""
    found = [member.event]
    if member.event.partnership_id is None:
        return found
    others = Event.objects.filter(partnership_id=member.event.partnership_id).exclude(pk=member.event.pk)
    for event in others.order_by("-starts_at")[:20]:
        try:
            found.append(get_event_to("listening.manage", actor, event.slug).event)
        except RefusedError:
            continue
    return found
