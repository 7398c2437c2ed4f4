"""Pages of those who answer: one statement at a time, their own words, the landscape."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.accounts.services import count_attempt, refuse_if_too_many
from goen.base.durable import writer
from goen.base.http import PolicyMiddleware, actor_of, public_link
from goen.base.messages import sentence
from goen.core.errors import BadInputError, GoenError
from goen.opinions import access, exports, live, phases, queries, services
from goen.opinions.access import Voter
from goen.opinions.forms import ProposeForm
from goen.opinions.views.organisers import page_or_part
from goen.roster.queries import participation_of

_YEAR_S = 365 * 24 * 60 * 60
_VALUES = {"1": 1, "0": 0, "-1": -1}


@require_safe
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead a guest of the event to what they are asked; several are listed; ≤ 7 queries."""
    member = access.get_member_to_answer(actor_of(request), slug)
    offered = queries.offered_to(member, participation_of(member))
    if len(offered) == 1:
        return redirect("opinions:answer", offered[0].code)
    context = {"member": member, "event": member.event, "offered": offered, "tab": "opinions"}
    return render(request, "opinions/mine.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Ask one statement; without scripts each answer is a form of its own; ≤ 14 queries."""
    voter, visitor = _voter(request, code)
    if request.method == "POST":
        _cast(request, voter)
        return redirect("opinions:answer", code)
    asked, progress = queries.next_statements(voter.consultation, voter.ballot_key)
    context = {
        **_about(voter),
        "asked": asked[0] if asked and voter.may_answer else None,
        "progress": progress,
        "sees_results": access.may_see_results(voter),
        "island": {
            "code": code,
            "page": reverse("opinions:answer", args=[code]),
            "asked": [vars(one) for one in asked] if voter.may_answer else [],
            "answered": progress.n_answered,
            "all": progress.n_all,
        },
    }
    return _with_visitor(render(request, "opinions/answer.html", context), visitor)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Take a statement of somebody who answers."""
    voter, visitor = _voter(request, code)
    form = ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _count_new(request)
            made = services.propose_statement(voter=voter, text=form.cleaned_data["text"])
        except GoenError as error:
            form.add_error("text", sentence(error))
        else:
            waits = _("意見を受け付けました。主催者が確認すると、みなさんに表示されます。")
            messages.success(request, waits if made.state == "pending" else _("意見を載せました。"))
            return redirect("opinions:own", code)
    return _with_visitor(render(request, "opinions/write.html", {**_about(voter), "form": form}), visitor)


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, code: str) -> HttpResponse:
    """Show somebody their own statements with what was decided, and their answers to change; ≤ 9 queries."""
    voter, visitor = _voter(request, code)
    if request.method == "POST":
        _cast(request, voter)
        messages.success(request, _("回答を変えました。"))
        return redirect("opinions:own", code)
    context = {
        **_about(voter),
        "statements": queries.own_statements(voter.consultation, voter.ballot_key),
        "answers": queries.answer_of(voter.consultation, voter.ballot_key),
        "sees_results": access.may_see_results(voter),
    }
    return _with_visitor(render(request, "opinions/own.html", context), visitor)


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Delete all answers of one's own."""
    voter, _visitor = _voter(request, code)
    if voter.ballot_key:
        services.withdraw_ballot(voter=voter)
    messages.success(request, _("回答をすべて取り消しました。"))
    return redirect("opinions:own", code)


@require_POST
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """Let the next person answer on a shared device: the browser forgets who answered so far."""
    access.get_consultation_to_answer(actor_of(request), code, live.visitor_of(request.COOKIES))
    response = redirect("opinions:answer", code)
    response.delete_cookie(live.VISITOR)
    return response


@require_safe
def landscape(request: HttpRequest, code: str) -> HttpResponse:
    """Show the landscape to those it is open to, with their own place on it; ≤ 11 queries."""
    voter = access.get_landscape_to_see(actor_of(request), code, live.visitor_of(request.COOKIES))
    place = queries.own_place(voter.consultation, voter.ballot_key)
    context = {
        **_about(voter),
        "page": queries.page_of(voter.consultation, is_public=True, own=place),
        "island": {"code": code},
    }
    return page_or_part(request, "map", context)


@require_safe
def landscape_json(request: HttpRequest, code: str) -> HttpResponse:
    """Give the landscape as open data to those it is open to; ≤ 8 queries."""
    voter = access.get_landscape_to_see(actor_of(request), code, live.visitor_of(request.COOKIES))
    row = voter.consultation
    content = exports.landscape_json(row.title, queries.page_of(row, is_public=True))
    return HttpResponse(content, content_type="application/json")


@xframe_options_exempt
@require_safe
def embed(request: HttpRequest, code: str) -> HttpResponse:
    """Show a public consultation as a small face inside another site; answering happens on our own page.

    Other sites' frames get no cookie, so a ballot could not be held there.
    """
    row = access.get_public_consultation(code)
    context = {
        "consultation": row,
        "progress": queries.progress_of(row, ""),
        "page": queries.page_of(row, is_public=True),
    }
    context["answer_url"] = public_link(request, reverse("opinions:answer", args=[code]))
    response = render(request, "opinions/embed.html", context)
    response.headers["Content-Security-Policy"] = PolicyMiddleware.policy.replace(
        "frame-ancestors 'none'", "frame-ancestors *"
    )
    return response


def _voter(request: HttpRequest, code: str) -> tuple[Voter, str]:
    """Return who answers, and the token of a browser that is here for the first time."""
    visitor = live.visitor_of(request.COOKIES)
    fresh = "" if visitor else secrets.token_urlsafe(16)
    if request.method == "POST" and fresh:
        fresh = ""  # a ballot is given with a page, never with an answer: browsers without cookies would vote for ever
    return access.get_consultation_to_answer(actor_of(request), code, visitor or fresh), fresh


def _with_visitor(response: HttpResponse, token: str) -> HttpResponse:
    if token:
        live.keep_visitor(response, token, _YEAR_S)
    return response


def _cast(request: HttpRequest, voter: Voter) -> None:
    value, statement = request.POST.get("value", ""), request.POST.get("statement", "")
    if not voter.ballot_key:
        raise BadInputError("opinions.no_cookie")
    if value not in _VALUES or not statement.isdigit() or len(statement) > 15:  # noqa: PLR2004 - the width of an id
        raise BadInputError("opinions.no_such_answer")
    if voter.consultation.is_public:
        access.doorkeeper.admit(request.META.get("REMOTE_ADDR", ""), voter.ballot_key)
    vote = services.NewVote(voter.consultation.pk, voter.ballot_key, int(statement), _VALUES[value])
    writer.write(services.cast_votes, vote)
    services.ask_drawings(consultation_ids=[voter.consultation.pk])


def _count_new(request: HttpRequest) -> None:
    address = request.META.get("REMOTE_ADDR", "")
    limits = {"limit": phases.MOST_NEW_STATEMENTS, "window_s": phases.WINDOW_S}
    refuse_if_too_many(scope="opinions.propose", key=address, **limits)
    count_attempt(scope="opinions.propose", key=address)


def _about(voter: Voter) -> dict[str, Any]:
    return {"voter": voter, "member": voter.member, "consultation": voter.consultation, "tab": "opinions"}
