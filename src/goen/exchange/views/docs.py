"""The API explained, from its own description; nothing is fetched from elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goen.exchange.api import api
from goen.exchange.phases import SCOPES


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show every call with what it takes and gives; no query."""
    schema: dict[str, Any] = api.get_openapi_schema()
    calls = [
        {
            "method": method.upper(),
            "path": path,
            "summary": call.get("description") or call.get("summary", ""),
            "takes": _body(call),
            "gives": [_name(answer) for status, answer in call["responses"].items() if str(status).startswith("2")],
        }
        for path, methods in schema["paths"].items()
        for method, call in methods.items()
    ]
    shapes = [
        {"name": name, "text": shape.get("description", ""), "fields": _fields(shape)}
        for name, shape in sorted(schema["components"]["schemas"].items())
    ]
    return render(request, "exchange/reference.html", {"calls": calls, "shapes": shapes, "scopes": SCOPES.items()})


def _body(call: dict[str, Any]) -> str:
    content = call.get("requestBody", {}).get("content", {})
    return next((_type(form["schema"]) for form in content.values()), "")


def _name(answer: dict[str, Any]) -> str:
    return next((_type(form.get("schema", {})) for form in answer.get("content", {}).values()), "")


def _fields(shape: dict[str, Any]) -> list[dict[str, Any]]:
    needed = shape.get("required", [])
    pairs = shape.get("properties", {}).items()
    return [{"name": name, "type": _type(field), "is_needed": name in needed} for name, field in pairs]


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if field.get("type") == "array":
        return f"[{_type(field.get('items', {}))}]"
    if "anyOf" in field:
        return " | ".join(_type(one) for one in field["anyOf"])
    if "enum" in field:
        return " | ".join(str(word) for word in field["enum"])
    return str(field.get("format") or field.get("type") or field.get("title", ""))
