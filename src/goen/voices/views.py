"""Pages of voices."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of
from goen.voices import access, exports, queries, services
from goen.voices.forms import VoiceForm

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a participant's voice; shown again filled, so that it can be changed."""
    member, participation = access.get_voice_to_write(actor_of(request), slug)
    voice = queries.voice_of(participation)
    form = VoiceForm(request.POST or None, voice=voice)
    if request.method == "POST" and form.is_valid():
        services.save_voice(
            member=member,
            participation=participation,
            satisfaction=form.cleaned_data["satisfaction"],
            wants_again=form.again(),
            answers=form.answers(),
        )
        return redirect("voices:thanks", slug)
    context = {"member": member, "event": member.event, "form": form, "voice": voice, "questions": _questions(form)}
    return render(request, "voices/write.html", context | {"tab": "voice"})


@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was kept and what of it may be published."""
    member, participation = access.get_voice_to_withdraw(actor_of(request), slug)
    voice = queries.voice_of(participation)
    context = {"member": member, "event": member.event, "voice": voice, "may_write": member.may("voices.write")}
    return render(request, "voices/thanks.html", context | {"tab": "voice"})


@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete the participant's own voice."""
    member, participation = access.get_voice_to_withdraw(actor_of(request), slug)
    services.withdraw_voice(member=member, participation=participation)
    messages.success(request, _("回答をすべて取り下げました。報告書にも載りません。"))
    return redirect("voices:thanks", slug)


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show organisers all voices, what may be published, and the figures; 7 queries."""
    member = access.get_voices_to_read(actor_of(request), slug)
    publication, question = request.GET.get("publication", ""), request.GET.get("question", "")
    every = queries.quotes_of(member.event)
    kept = [quote for quote in every if publication in ("", quote.publication) and question in ("", quote.question)]
    context = {
        "member": member,
        "event": member.event,
        "quotes": kept,
        "n_quotes": len(every),
        "counts": queries.publication_counts(every),
        "figures": queries.figures_of(member.event),
        "questions": queries.QUESTIONS,
        "publication": publication,
        "question": question,
    }
    return render(request, "voices/list.html", context)


@require_safe
def export(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Give organisers all voices as CSV or Excel, for their own use."""
    member = access.get_voices_to_read(actor_of(request), slug)
    voices = queries.voices_of(member.event)
    content = exports.voices_csv(voices) if kind == "csv" else exports.voices_workbook(voices)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if kind == "csv" else _XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="voices-{slug}.{kind}"'
    return response


def _questions(form: VoiceForm) -> list[dict[str, object]]:
    return [
        {"text": form[f"text_{key}"], "publication": form[f"publication_{key}"]} for key, _label in queries.QUESTIONS
    ]
