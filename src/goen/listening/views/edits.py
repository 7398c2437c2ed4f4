"""What people change in topics."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import GoenError
from goen.core.text.normalise import whole_number
from goen.listening import access, services
from goen.listening.queries import pages
from goen.listening.views.opened import Opened, number_in, open_result


@require_POST
def edit(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Rename, merge, split, move or pin, as the button says; goes back to the topics."""
    opened = open_result(request, slug, listening_id)
    try:
        _change(request, opened)
    except GoenError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("変更しました。もう一度まとめても、この変更は残ります。"))
    return redirect(f"{reverse('listening:result', args=[slug, listening_id])}?n={opened.result.n_topics}")


def _change(request: HttpRequest, opened: Opened) -> None:
    shown, kind = opened.result, request.POST.get("kind", "")
    wanted = [request.POST.get("topic", ""), *request.POST.getlist("with")]
    topics = [shown.topic(topic_id) for topic_id in wanted if topic_id]
    texts = shown.found.texts
    places = [whole_number(place) for place in request.POST.getlist("text")]
    moved = [texts[place].id for place in places if place is not None and place < len(texts)]
    for part in request.POST.getlist("part"):
        moved += pages.ids_of(shown, shown.topic(part))
    services.change_topics(
        member=opened.member,
        listening=opened.listening,
        kind=kind,
        anchors=[pages.ids_of(shown, topic) for topic in topics],
        label=request.POST.get("label", ""),
        moved=moved,
        about="、".join(topic.label for topic in topics),
    )


@require_POST
def undo(request: HttpRequest, slug: str, listening_id: int, edit_id: int) -> HttpResponse:
    """Take one change back."""
    member, listening = access.get_listening(actor_of(request), slug, listening_id)
    services.take_back(member=member, edit=access.get_edit_to_take_back(listening, edit_id))
    messages.success(request, _("元に戻しました。"))
    return redirect("listening:result", slug, listening_id)


@require_POST
def granularity(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Keep the number of topics as the one shown first."""
    opened = open_result(request, slug, listening_id)
    n_topics = number_in(request, "n") or opened.result.n_topics
    services.set_granularity(
        member=opened.member, listening=opened.listening, n_topics=min(n_topics, opened.result.figures.most)
    )
    messages.success(request, _("この細かさを、はじめに表示する細かさにしました。"))
    return redirect("listening:result", slug, listening_id)
