"""Pages of pitches."""

from collections.abc import Callable
from itertools import zip_longest

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of, wants_json
from goen.base.messages import sentence
from goen.core.errors import GoenError
from goen.events.access import Member
from goen.pitches import access, phases, queries, schemas, services

_TURN_COMMANDS: dict[str, Callable[..., object]] = {
    "start": services.start_pitch,
    "end": services.end_pitch,
    "reset": services.reset_pitch,
}
_EVENT_COMMANDS: dict[str, Callable[..., object]] = {
    "close": services.close_scoring,
    "reopen": services.reopen_scoring,
    "reveal": services.reveal_results,
}


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the order of the turns and, to organisers, what runs them; ≤ 11 queries."""
    member = access.get_pitches_to_see(actor_of(request), slug)
    services.open_missing_pitches(event=member.event)
    scoring = queries.scoring_of(member.event)
    counts = queries.rater_counts(member.event) if member.is_organiser else {}
    pitches = queries.pitches_of(member.event)
    context = {
        "member": member,
        "event": member.event,
        "rows": [{"pitch": pitch, "n_raters": counts.get(pitch.pk, 0)} for pitch in pitches],
        "now": queries.current_pitch(member.event),
        "coming_id": next((pitch.pk for pitch in pitches if pitch.state == pitch.State.WAITING), None),
        "criteria": queries.criteria_of(member.event),
        "scoring": scoring,
        "minutes": pitches[0].minutes if pitches else phases.DEFAULT_MINUTES,
        "has_begun": any(pitch.state != pitch.State.WAITING for pitch in pitches),
        "may_score": member.may("pitches.score"),
        "timer": {"slug": slug, "url": reverse("pitches:now", args=[slug]), "now": queries.now_state(member.event)},
    }
    return render(request, "pitches/list.html", context)


@require_POST
def arrange(request: HttpRequest, slug: str) -> HttpResponse:
    """Do what an organiser's button says and go back to the order."""
    member = access.get_pitches_to_manage(actor_of(request), slug)
    command = schemas.read_command(request.POST.get("do", ""))
    try:
        _run(member, command, request)
    except GoenError as error:
        messages.error(request, sentence(error))
    return redirect("pitches:list", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def rubric(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit the criteria until somebody scored."""
    member = access.get_pitches_to_manage(actor_of(request), slug)
    services.open_rubric(event=member.event)
    if request.method == "POST":
        try:
            services.save_rubric(member=member, lines=schemas.read_rubric(request.POST.dict()))
        except GoenError as error:
            messages.error(request, sentence(error))
        else:
            messages.success(request, _("評価の観点を保存しました。"))
            return redirect("pitches:list", slug)
    criteria = queries.criteria_of(member.event)
    lines = list(zip_longest(range(schemas.RUBRIC_LINES), criteria[: schemas.RUBRIC_LINES]))
    context = {"member": member, "event": member.event, "lines": lines, "is_fixed": queries.has_scores(member.event)}
    return render(request, "pitches/rubric.html", context)


@require_safe
def score_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a phone which turns can be scored, the running one first."""
    member = access.get_pitches_to_see(actor_of(request), slug)
    own, done = queries.own_group_ids(member), queries.scored_counts(member)
    rows = [
        {"pitch": pitch, "is_own": pitch.group_id in own, "n_scored": done.get(pitch.pk, 0)}
        for pitch in queries.pitches_of(member.event)
    ]
    context = {
        "member": member,
        "event": member.event,
        "rows": rows,
        "n_criteria": len(queries.criteria_of(member.event)),
        "scoring": queries.scoring_of(member.event),
        "may_score": member.may("pitches.score"),
        "tab": "score",
        "island": {"owner": f"{slug}-{member.key}"},
    }
    return render(request, "pitches/score_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def score(request: HttpRequest, slug: str, pitch_id: int) -> HttpResponse:
    """Take a phone's scores for one turn."""
    member, pitch = access.get_pitch_to_score(actor_of(request), slug, pitch_id)
    if request.method == "POST":
        values = schemas.read_scores(request.POST.dict())
        services.score_pitch(member=member, pitch=pitch, values=values)
        if wants_json(request):
            return JsonResponse({"saved": len(values)})
        messages.success(request, _("{group} の採点を保存しました。").format(group=pitch.group.label))
        return redirect("pitches:score", slug)
    own = queries.own_scores(member, pitch)
    rows = [{"criterion": criterion, "value": own.get(criterion.pk)} for criterion in queries.criteria_of(member.event)]
    context = {
        "member": member,
        "event": member.event,
        "pitch": pitch,
        "rows": rows,
        "scale": phases.SCALE,
        "tab": "score",
        "island": {"owner": f"{slug}-{member.key}"},
    }
    return render(request, "pitches/score.html", context)


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the corrected results: to organisers always, to everybody once revealed."""
    member = access.get_results_to_see(actor_of(request), slug)
    scoring = queries.scoring_of(member.event)
    context = {"member": member, "event": member.event, "results": queries.results_of(member.event), "scoring": scoring}
    return render(request, "pitches/results.html", context)


@require_safe
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell timers what runs, as JSON; 4 queries."""
    member = access.get_pitches_to_see(actor_of(request), slug)
    return JsonResponse(queries.now_state(member.event))


def _run(member: Member, command: schemas.Command, request: HttpRequest) -> None:
    """Run an organiser's command; an unknown verb does nothing."""
    turn = _TURN_COMMANDS.get(command.verb)
    whole = _EVENT_COMMANDS.get(command.verb)
    if turn is not None:
        turn(member=member, pitch_id=command.pitch_id)
    elif whole is not None:
        whole(member=member)
    elif command.verb in ("up", "down"):
        services.move_pitch(member=member, pitch_id=command.pitch_id, step=-1 if command.verb == "up" else 1)
    elif command.verb == "order":
        ids = [int(key) for key in request.POST.get("order", "").split(",") if key.isdecimal()]
        services.order_pitches(member=member, pitch_ids=ids)
    elif command.verb == "shuffle":
        services.shuffle_pitches(member=member, seed=schemas.read_number(request.POST.get("seed", ""), otherwise=1))
    elif command.verb == "minutes":
        services.set_minutes(member=member, minutes=schemas.read_number(request.POST.get("minutes", ""), otherwise=0))
