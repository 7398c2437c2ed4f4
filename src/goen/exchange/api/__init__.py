"""The API under ``/api/v1/``: everything an organiser does, for programs with a key."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.throttling import AuthRateThrottle

from goen.base.http import error_status
from goen.base.messages import sentence, sentence_of
from goen.core.errors import GoenError
from goen.exchange.api.afterwards import router as afterwards
from goen.exchange.api.answers import router as answers
from goen.exchange.api.consultations import router as consultations
from goen.exchange.api.door import KeyAuth
from goen.exchange.api.events import router as events
from goen.exchange.api.people import router as people
from goen.exchange.api.results import router as results

_DESCRIPTION = """Everything an organiser does, for programs. Send `Authorization: Bearer goen_…` with a key made under
プロフィール → APIの鍵. Times carry their zone. Every refusal is `{"code", "message"}`: the code stays, the message is for a person."""

api = NinjaAPI(
    title="Goen",
    version="1.0.0",
    description=_DESCRIPTION,
    urls_namespace="api-v1",
    docs_url=None,
    auth=KeyAuth(),
    throttle=[AuthRateThrottle("1200/m")],
)
api.add_router("", events)
api.add_router("", people)
api.add_router("", results)
api.add_router("", answers)
api.add_router("", consultations)
api.add_router("", afterwards)


@api.exception_handler(GoenError)
def refuse(request: HttpRequest, error: GoenError) -> HttpResponse:
    """Answer an error of ours with its code and sentence."""
    return api.create_response(request, {"code": error.code, "message": sentence(error)}, status=error_status(error))


@api.exception_handler(AuthenticationError)
def no_key(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Answer a call without a good key."""
    return _answer(request, "exchange.no_key", {}, 401)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer what the schema does not allow: where, never what was sent."""
    places = sorted({".".join(str(part) for part in one["loc"]) for one in error.errors})
    return _answer(request, "exchange.bad_request", {"where": ", ".join(places)[:300]}, 422)


@api.exception_handler(HttpError)
def other(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what ninja itself refuses: broken JSON, too many calls."""
    too_often = error.status_code == 429  # noqa: PLR2004 - as HTTP has it
    code = "base.too_often" if too_often else "exchange.bad_request"
    return _answer(request, code, {"wait_s": 60, "where": "JSON"}, error.status_code)


def _answer(request: HttpRequest, code: str, params: dict[str, Any], status: int) -> HttpResponse:
    return api.create_response(request, {"code": code, "message": sentence_of(code, params)}, status=status)
