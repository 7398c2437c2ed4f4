"""Whatever is sent to whatever address is answered: no value of any field is a server's fault.

The addresses come from the URL table and the fields from the source, so a new page is asked without being named here.
"""

import ast
import os
import re
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from tests.rights.hall import Hall
from tests.rights.test_rights import ROUTES, space_of, spaces

import goen
from goen.base.rights import rights

SOURCE = Path(goen.__file__).parent
HOSTILE = {
    "many digits": "9" * 5000,
    "beyond eight bytes": "9" * 19,
    "full-width and circled digits": "１２③",
    "zero byte": "a\x00b",
    "JSON of another shape": '[{"a": [null, 1e999]}, -1]',
}
_READ = re.compile(r"""(?:POST|GET|FILES|data)(?:\.get(?:list)?\(|\[)\s*f?["']([\w-]+)["']""")
# Pages of the library that asks for the second step are its own.
_LIBRARY = re.compile(r"^(mfa_|account_|socialaccount_|saml|openid)")


def fields_of(space: str) -> set[str]:
    """Return the names of everything the pages of a slice read from a request."""
    found: set[str] = set()
    for path in (SOURCE / space.replace("api-v1", "exchange")).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(_READ.findall(text))
        if "forms" in path.parts or path.name == "forms.py":
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                    found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


@pytest.fixture
def hall(db, caplog):
    caplog.set_level("CRITICAL", "django.request")
    built = Hall()
    built.at("discussion")
    for client in built.clients.values():
        client.raise_request_exception = False
    return built


def addresses(hall, space):
    for name, route in ROUTES.items():
        if name not in rights() or space_of(name) != space or _LIBRARY.match(name):
            continue
        parts = {part: hall.part(route, part) for part in route.parts}
        if None not in parts.values():
            yield name, reverse(name, kwargs=parts)


def answers(client, address, data):
    """Return the statuses of the address asked and sent the data, nothing of which is kept."""
    for method in (client.get, client.post):
        with transaction.atomic():
            yield method(address, data).status_code
            transaction.set_rollback(True)


@pytest.mark.parametrize("space", spaces())
def test_no_value_of_any_field_breaks_a_page(hall, space):
    fields, broken = fields_of(space), []
    for name, address in addresses(hall, space):
        for kind, value in HOSTILE.items():
            sent = dict.fromkeys(fields, value)
            trials = [sent]
            if os.environ.get("HYPOTHESIS_PROFILE") == "explore":  # one field at a time beside a form that holds
                trials += [{**hall.forms.get(name, {}), field: sent[field]} for field in sorted(fields)]
            for trial in trials:
                role = "participant" if rights()[name].to == "own" else "organiser"
                if max(answers(hall.clients[role], address, trial)) >= 500:
                    broken.append(f"{name} with {kind} in {sorted(trial)[:3]}…")
    assert not broken, "\n".join(broken)
