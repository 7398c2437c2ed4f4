"""The door to accounts and organisations."""

from goen.accounts.models import Organisation, User
from goen.base.actors import Actor
from goen.core.errors import RefusedError


def get_own_account(actor: Actor) -> User:
    """Return the signed-in account; refuses everybody else; 1 query."""
    user = User.objects.select_related("organisation").filter(pk=actor.user_id).first() if actor.user_id else None
    if user is None:
        raise RefusedError("base.refused")
    return user


def require_operator(actor: Actor) -> None:
    """Refuse everybody who does not run the installation; no query."""
    if not (actor.is_operator and actor.user_id):
        raise RefusedError("base.refused")


def get_organisation_to_edit(actor: Actor, organisation_id: int) -> Organisation:
    """Return an organisation, for operators; 1 query."""
    require_operator(actor)
    row = Organisation.objects.filter(pk=organisation_id).first()
    if row is None:
        raise RefusedError("base.refused")
    return row
