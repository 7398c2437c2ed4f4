"""Everybody's own page of ties: by the personal link of an event, or by an account linked with a person."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from goen.base.actors import Actor
from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import BadInputError
from goen.events import queries as events
from goen.inbox.access import Reader
from goen.inbox.queries import n_unread
from goen.ties import access, exports, queries, services
from goen.ties.forms import AppointmentForm, CardForm, RowForm, WishForm

_Act = Callable[[int, dict[str, Any], str], object]


@never_cache
@require_safe
def show(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Show whom one met, who wants to stay in touch, introductions and this month's 1-to-1; ≤ 24 queries whatever the size."""
    actor = actor_of(request)
    if not slug and actor.user_id is None:
        return _lead_guest(request, actor)
    reader = access.get_self(actor, slug)
    if reader.person_id is None:
        return render(request, "ties/unlinked.html", {"nav": "ties"})
    return render(request, "ties/mine.html", _context(reader, reader.person_id, slug))


def _lead_guest(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Lead who holds a pass to the page it opens, and tell everybody else where theirs is; ≤ 1 query."""
    current, past = events.current_and_past(events.events_of(actor)) if actor.passes else ([], [])
    for event in (*current, *past):
        return redirect("ties:mine", event.slug)
    return render(request, "ties/strangers.html", status=HTTPStatus.FORBIDDEN)


@require_POST
def act(request: HttpRequest, verb: str, slug: str = "") -> HttpResponse:
    """Do one thing about one's own ties; a form that cannot be used is shown again with what was typed."""
    reader, person_id = access.get_person_to_act(actor_of(request), slug)
    if verb not in _VERBS:
        raise BadInputError("events.no_such_step")
    make_form, run, said = _VERBS[verb]
    form = make_form(request.POST)
    if form.is_valid():
        try:
            run(person_id, {**form.cleaned_data, "form": form}, reader.key)
        except BadInputError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, said())
            return _back(slug)
    context = _context(reader, person_id, slug)
    if isinstance(form, CardForm):
        context["card"] = form
    else:
        messages.error(request, _("入力を確かめて、もう一度お試しください。"))
    return render(request, "ties/mine.html", context, status=HTTPStatus.BAD_REQUEST)


@require_safe
def calendar(request: HttpRequest, pairing_id: int, slug: str = "") -> HttpResponse:
    """Give one's own pairing as .ics."""
    _reader, person_id = access.get_person_to_act(actor_of(request), slug)
    content = exports.pairing_ics(access.get_pairing(person_id, pairing_id), person_id)
    named = {"Content-Disposition": f'attachment; filename="goen-{pairing_id}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=named)


def _context(reader: Reader, person_id: int, slug: str) -> dict[str, object]:
    person, card = queries.person_of(person_id), queries.card_of(person_id)
    pairings, introductions = queries.pairings_for(person_id), queries.introductions_for(person_id)
    accepted = [row for row in introductions if row.state == row.State.ACCEPTED]
    others = queries.others_in(pairings, person_id) | queries.others_in(accepted, person_id)
    return {
        "reader": reader,
        "member": reader.member,
        "slug": slug,
        "person": person,
        "card": CardForm(card=card, contact=person.mail),
        "has_card": card is not None,
        "agrees": person_id in queries.consenting([person_id]),
        "acquaintances": queries.acquaintances_of(person_id),
        "introductions": introductions,
        "pairings": pairings,
        "contacts": queries.contacts_of(others),
        "rest": queries.rest_of(person_id),
        "n_unread": n_unread(reader.user_id, person_id),
        "nav": "ties",
        "tab": "ties",
    }


def _back(slug: str) -> HttpResponseRedirect:
    return redirect("ties:mine", slug) if slug else redirect("ties:own")


def _card(person_id: int, data: dict[str, Any], by: str) -> None:
    services.save_card(person_id=person_id, fields=data["form"].fields_to_save(), by=by)


def _wish(person_id: int, data: dict[str, Any], by: str) -> None:
    services.set_wish(person_id=person_id, about_id=data["person"], shares_contact=data["shares_contact"], by=by)


def _answer(accepts: bool) -> _Act:
    return lambda person_id, data, by: services.answer_introduction(
        introduction=access.get_introduction(person_id, data["row"]), person_id=person_id, accepts=accepts, by=by
    )


def _introduced(has_met: bool) -> _Act:
    return lambda person_id, data, by: services.say_introduced_met(
        introduction=access.get_introduction(person_id, data["row"]), person_id=person_id, has_met=has_met, by=by
    )


def _paired(has_met: bool) -> _Act:
    return lambda person_id, data, by: services.say_paired_met(
        pairing=access.get_pairing(person_id, data["row"]), person_id=person_id, has_met=has_met, by=by
    )


def _appoint(person_id: int, data: dict[str, Any], by: str) -> None:
    row = access.get_pairing(person_id, data["row"])
    services.reschedule(pairing=row, person_id=person_id, meets_at=data["meets_at"], place=data["place"], by=by)


def _drop(person_id: int, data: dict[str, Any], by: str) -> None:
    services.drop_wish(person_id=person_id, about_id=data["person"], by=by)


_VERBS: dict[str, tuple[Callable[[Any], forms.Form], _Act, Callable[[], str]]] = {
    "card": (CardForm, _card, lambda: _("ご縁カードを保存しました。")),
    "wish": (WishForm, _wish, lambda: _("希望を保存しました。相手も希望したときに、お二人にお知らせします。")),
    "drop": (WishForm, _drop, lambda: _("希望を取り下げました。")),
    "accept": (RowForm, _answer(accepts=True), lambda: _("返事を保存しました。お相手も希望したときにお知らせします。")),
    "decline": (RowForm, _answer(accepts=False), lambda: _("今回は見送りました。お相手には伝わりません。")),
    "introduced-met": (RowForm, _introduced(has_met=True), lambda: _("会えたことを記録しました。")),
    "introduced-missed": (RowForm, _introduced(has_met=False), lambda: _("会えなかったことを記録しました。")),
    "met": (RowForm, _paired(has_met=True), lambda: _("会えたことを記録しました。")),
    "missed": (RowForm, _paired(has_met=False), lambda: _("会えなかったことを記録しました。")),
    "appoint": (AppointmentForm, _appoint, lambda: _("日時を保存し、お相手にお知らせしました。")),
}  # fmt: skip
