"""Where HTTP meets the rest: who asks, the content policy, and errors as pages or JSON."""

import time
from collections.abc import Callable
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import RemoteUserMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

from goen.base import audit
from goen.base.actors import Actor
from goen.base.messages import sentence, sentence_of
from goen.base.rights import rights
from goen.core.errors import BadInputError, GoenError, InfeasibleError, RefusedError, TooMuchError

PASSES = "goen_passes"
BY_NAME = "goen_by_name"
NEEDS_TOTP = "goen_needs_totp"
KEYS = "goen_keys"
SEEN = "goen_seen"
_SEEN_EVERY_S = 60
_STATUS: dict[type[GoenError], int] = {
    RefusedError: HTTPStatus.NOT_FOUND,
    BadInputError: HTTPStatus.BAD_REQUEST,
    InfeasibleError: HTTPStatus.CONFLICT,
    TooMuchError: HTTPStatus.TOO_MANY_REQUESTS,
}
Handler = Callable[[HttpRequest], HttpResponse]


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks: the account of the session, the guest passes and keys this browser holds; no query of its own."""
    passes = {int(event): str(token) for event, token in request.session.get(PASSES, {}).items()}
    keys = {str(name): str(value) for name, value in request.session.get(KEYS, {}).items()}
    unproven = frozenset(int(event) for event in request.session.get(BY_NAME, ()))
    user = request.user
    if user.is_authenticated:
        return Actor(user_id=user.pk, is_operator=user.is_staff, passes=passes, unproven=unproven, keys=keys)
    return Actor(passes=passes, unproven=unproven, keys=keys)


def keep_pass(request: HttpRequest, event_id: int, token: str, *, is_proven: bool) -> None:
    """Let this browser hold a guest pass for an event; ``is_proven`` unless it was given for a name alone."""
    request.session[PASSES] = {**request.session.get(PASSES, {}), str(event_id): token}
    others = [kept for kept in request.session.get(BY_NAME, ()) if kept != event_id]
    request.session[BY_NAME] = others if is_proven else [*others, event_id]


def keep_key(request: HttpRequest, name: str, value: str) -> None:
    """Let this browser hold a key of a slice's own."""
    request.session[KEYS] = {**request.session.get(KEYS, {}), name: value}


def drop_key(request: HttpRequest, name: str) -> None:
    """Take a key from this browser."""
    request.session[KEYS] = {kept: value for kept, value in request.session.get(KEYS, {}).items() if kept != name}


def public_link(request: HttpRequest, path: str) -> str:
    """Return the full address of a path as guests' phones reach it, for links and QR codes.

    The address set by the operator; else the asker's own, except that "localhost" becomes this machine's address.
    """
    if settings.PUBLIC_URL:
        return str(settings.PUBLIC_URL).rstrip("/") + path
    host, _colon, port = request.get_host().partition(":")
    if host in {"localhost", "127.0.0.1"}:
        host = settings.LAN_ADDRESS
    return f"{request.scheme}://{host}{':' + port if port else ''}{path}"


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the asker is a script of ours rather than a page."""
    return "application/json" in request.headers.get("accept", "")


class PolicyMiddleware:
    """One strict content policy for every page; only embeds, marked by Django's xframe_options_exempt, may be framed."""

    policy = (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; "
        "frame-ancestors 'none'; form-action 'self'"
    )

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the policy to the answer."""
        audit.stand_at(None)
        response = self._get_response(request)
        policy = self.policy
        if getattr(response, "xframe_options_exempt", False):  # a page made to stand in other sites' pages
            policy = policy.replace("frame-ancestors 'none'", "frame-ancestors *")
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), camera=(self)")
        return response


class ProxyUserMiddleware(RemoteUserMiddleware):
    """Believe a proxy's word on who signed in, from the proxies the operator named and from nobody else."""

    async_capable = False  # type: ignore[assignment]

    def __init__(self, get_response: Handler) -> None:
        if not settings.USER_HEADER:
            raise MiddlewareNotUsed
        super().__init__(get_response)

    @property
    def header(self) -> str:  # type: ignore[override]
        """Return the header as Django names it."""
        return "HTTP_" + str(settings.USER_HEADER).upper().replace("-", "_")

    def process_request(self, request: HttpRequest) -> None:
        """Look at the header only when the connection itself comes from a trusted proxy."""
        if is_trusted_proxy(peer_of(request)):
            super().process_request(request)


def peer_of(request: HttpRequest) -> str:
    """Return the address at the other end of the connection, whatever the headers say."""
    scope = getattr(request, "scope", {})
    return str(scope.get("goen.peer") or request.META.get("REMOTE_ADDR", ""))


def is_trusted_proxy(address: str) -> bool:
    """Tell whether an address is one of GOEN_TRUSTED_PROXIES."""
    try:
        asking = ip_address(address)
    except ValueError:
        return False
    return any(asking in ip_network(network, strict=False) for network in settings.TRUSTED_PROXIES)


class ReadingMiddleware:
    """Note in the audit log who took a file and who looked at personal data of others (``rights.toml``); no browser keeps those."""

    again_after_s = 600.0

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response
        self._noted: dict[tuple[str, str], float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at what was answered."""
        response = self._get_response(request)
        found = request.resolver_match
        right = rights().get(found.view_name) if found else None
        if (
            found is not None
            and right is not None
            and response.status_code == HTTPStatus.OK
            and right.to not in ("everybody", "public")
        ):
            if right.is_personal:  # a shared machine keeps no list of people behind
                response.headers.setdefault("Cache-Control", "private, no-store")
            is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
            if is_file and not right.is_logged:
                self._note(request, "download", found.view_name)
            elif right.is_personal and not is_file and self._is_news(request):
                self._note(request, "read", found.view_name)
        return response

    def _is_news(self, request: HttpRequest) -> bool:
        """Tell whether this reader has not looked at this page lately; one entry stands for a while of looking."""
        now, key = time.monotonic(), (_reader(request), request.path)
        if now - self._noted.get(key, -self.again_after_s) < self.again_after_s:
            return False
        if len(self._noted) > 10_000:  # noqa: PLR2004 - far more than a day's readers
            self._noted.clear()
        self._noted[key] = now
        return True

    def _note(self, request: HttpRequest, verb: str, view_name: str) -> None:
        audit.record(_reader(request), f"{view_name.partition(':')[0]}.{verb}", view_name, path=request.path[:200])


def _reader(request: HttpRequest) -> str:
    return audit.present()[1] or actor_of(request).key


class TotpMiddleware:
    """Where GOEN_TOTP=required, lead accounts without a one-time password app to its page before anything else."""

    free = ("/accounts/2fa/", "/accounts/reauthenticate/", "/accounts/logout/", "/i18n/", "/static/")

    def __init__(self, get_response: Handler) -> None:
        if not settings.TOTP_REQUIRED:
            raise MiddlewareNotUsed
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let pass, or lead to the page."""
        if not request.path_info.startswith(self.free) and NEEDS_TOTP in request.session:
            return redirect("mfa_activate_totp")
        return self._get_response(request)


def whole_file(file: FieldFile, *, name: str, mime: str, is_download: bool = True) -> HttpResponse:
    """Return a kept file of at most some MB in one piece: read from the disk in a view's thread, not on the event loop."""
    with file.open("rb") as kept:
        answer = HttpResponse(kept.read(), content_type=mime)
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=is_download, filename=name) or ""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


class IdleMiddleware:
    """Sign an account out that asked for nothing for GOEN_IDLE_MINUTES; the guest passes of the browser stay."""

    def __init__(self, get_response: Handler) -> None:
        if not settings.IDLE_S:
            raise MiddlewareNotUsed
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let pass and note the moment once a minute, or lead to the sign-in and back."""
        session, now = request.session, time.time()
        if SESSION_KEY not in session:
            return self._get_response(request)
        idle_s = now - float(session.get(SEEN, now))
        if idle_s > settings.IDLE_S:
            kept = {name: session[name] for name in (PASSES, BY_NAME, KEYS) if name in session}
            logout(request)
            request.session.update(kept)
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if idle_s > _SEEN_EVERY_S or SEEN not in session:
            session[SEEN] = now
        return self._get_response(request)


class ErrorMiddleware:
    """Turn a GoenError into its sentence: a page for people, JSON for islands."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an error of ours; everything else stays with Django."""
        if not isinstance(error, GoenError):
            return None
        return error_response(request, error)


def error_status(error: GoenError) -> int:
    """Return the HTTP status of an error's kind."""
    return int(next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), HTTPStatus.BAD_REQUEST))


def error_response(request: HttpRequest, error: GoenError) -> HttpResponse:
    """Return the page or JSON of an error, with the status of its kind."""
    status = error_status(error)
    if wants_json(request):
        return JsonResponse({"code": error.code, "message": sentence(error)}, status=status)
    return _page(request, status, sentence(error), code=error.code, member=getattr(error, "member", None))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 400."""
    return _page(request, HTTPStatus.BAD_REQUEST, "")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 403."""
    return _page(request, HTTPStatus.FORBIDDEN, "")


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Answer 429 of a library's brake."""
    return _page(request, HTTPStatus.TOO_MANY_REQUESTS, sentence_of("base.too_often", {"wait_s": 60}), "base.too_often")


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 404 with the same words as a refusal, so that ids cannot be guessed."""
    if wants_json(request):
        return JsonResponse({"code": "base.refused", "message": sentence_of("base.refused", {})}, status=404)
    return _page(request, HTTPStatus.NOT_FOUND, sentence_of("base.refused", {}))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database."""
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR, "")


def _page(request: HttpRequest, status: int, text: str, code: str = "", member: Any = None) -> HttpResponse:
    """Return the page of an error; a guest whose event is known keeps the way to its other pages at the phone's foot."""
    is_guest = member is not None and member.pass_id is not None
    told = {
        "member": member if is_guest else None,
        "status": int(status),
        "sentence": text,
        "is_closed": code not in ("", "base.refused"),
        "back": _came_from(request),
    }
    return render(request, "base/error_guest.html" if is_guest else "base/error.html", told, status=status)


def _came_from(request: HttpRequest) -> str:
    """Return the page before, when it is one of ours and not this very one."""
    before = request.headers.get("referer", "")
    if not before or _is_for_another_host(request):
        return ""
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if before and ours and before != request.build_absolute_uri() else ""


def _is_for_another_host(request: HttpRequest) -> bool:
    """Tell whether this is the refusal of a host that is not ours: then nothing may ask for the host again."""
    try:
        request.get_host()
    except DisallowedHost:
        return True
    return False
