"""What organisers keep, decide, freeze and give away."""

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of
from goen.core.errors import RefusedError
from goen.events.access import Member
from goen.records import access, queries, services
from goen.records.exports.archive import archive_zip
from goen.records.exports.certificate import certificate_pdf
from goen.records.exports.redacted import redacted_pdf
from goen.records.forms import RedactionForm, RetentionForm, default_period


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is kept, until when, and what was frozen; 8 queries."""
    member = access.get_records_to_see(actor_of(request), slug)
    return _overview(request, member)


def _overview(request: HttpRequest, member: Member, form: RetentionForm | None = None) -> HttpResponse:
    kept = queries.retention_of(member.event)
    initial = None if kept else default_period(member.event)
    context = {
        "member": member,
        "event": member.event,
        "retention": kept,
        "form": form or RetentionForm(instance=kept, initial=initial),
        "archives": queries.archives_of(member.event),
        "n_people": queries.n_people(member.event),
        "n_kept": queries.n_kept_people(),
        "register_from": queries.REGISTER_FROM,
        "is_due": bool(kept and not kept.disposed_at and kept.keep_until < timezone.localdate()),
        "may_dispose": member.may("records.dispose"),
    }
    return render(request, "records/overview.html", context, status=400 if form else 200)


@require_POST
def retention(request: HttpRequest, slug: str) -> HttpResponse:
    """Decide until when personal data is kept."""
    member = access.get_records_to_dispose(actor_of(request), slug)
    form = RetentionForm(request.POST)
    if not form.is_valid():
        return _overview(request, member, form)
    services.set_retention(member=member, **form.cleaned_data)
    messages.success(request, _("保存期限を決めました。"))
    return redirect("records:overview", slug)


@require_POST
def dispose(request: HttpRequest, slug: str) -> HttpResponse:
    """Dispose of the event's personal data now."""
    member = access.get_records_to_dispose(actor_of(request), slug)
    services.dispose(event=member.event, by=member.key, certify=certificate_pdf)
    messages.success(request, _("個人情報を廃棄し、廃棄証明書を作りました。"))
    return redirect("records:overview", slug)


@require_safe
def certificate(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the certificate of disposal."""
    kept = access.get_certificate_to_take(access.get_records_to_see(actor_of(request), slug))
    with kept.certificate.open() as file:
        return attachment(file.read(), _("廃棄証明書_%(slug)s.pdf") % {"slug": slug}, "application/pdf")


@require_POST
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the event as it stands."""
    member = access.get_records_to_see(actor_of(request), slug)
    made = services.freeze(event=member.event, by=member.key, pack=archive_zip)
    messages.success(request, _("第%(number)d版として凍結しました。") % {"number": made.number})
    return redirect("records:overview", slug)


@require_safe
def archive(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out a frozen state."""
    frozen = access.get_archive_to_take(access.get_records_to_see(actor_of(request), slug), number)
    with frozen.file.open() as file:
        return attachment(
            file.read(), _("凍結記録_%(slug)s_第%(number)d版.zip") % {"slug": slug, "number": number}, "application/zip"
        )


@require_http_methods(["GET", "HEAD", "POST"])
def redact(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the record for disclosure."""
    member = access.get_records_to_see(actor_of(request), slug)
    form = RedactionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        content = redacted_pdf(member.event, form.redaction())
        hidden = {
            "hides_departments": form.cleaned_data["hides_departments"],
            "n_words": len(form.cleaned_data["words"]),
        }
        services.record_redaction(member=member, options=hidden, sha256=hashlib.sha256(content).hexdigest())
        return attachment(content, _("一部不開示_%(slug)s.pdf") % {"slug": slug}, "application/pdf")
    context = {"member": member, "event": member.event, "form": form}
    return render(request, "records/redact.html", context, status=400 if form.errors else 200)


@require_safe
def person(request: HttpRequest, slug: str, participation_id: int) -> HttpResponse:
    """Show everything kept about one person of the event."""
    member = access.get_records_to_see(actor_of(request), slug)
    row = access.get_person_to_see(member, participation_id)
    context = {"member": member, "event": member.event, "row": row, "sections": queries.all_about(row)}
    context |= {"is_erased": queries.is_erased(row), "may_dispose": member.may("records.dispose")}
    return render(request, "records/person.html", context)


@require_safe
def person_file(request: HttpRequest, slug: str, participation_id: int) -> HttpResponse:
    """Hand out everything kept about one person, to be given to them."""
    row = access.get_person_to_see(access.get_records_to_see(actor_of(request), slug), participation_id)
    return attachment(queries.as_json(row), f"personal-data-{slug}-{row.pk}.json", "application/json")


@require_POST
def person_erase(request: HttpRequest, slug: str, participation_id: int) -> HttpResponse:
    """Erase one person on their request."""
    member = access.get_records_to_dispose(actor_of(request), slug)
    row = access.get_person_to_see(member, participation_id)
    if queries.is_erased(row):
        raise RefusedError("base.refused")
    services.erase(participation=row, by=member.key)
    messages.success(request, _("この方の個人情報を消しました。"))
    return redirect("records:overview", slug)


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """Return bytes as a file to save."""
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": header})
