"""Writes of accounts and organisations, and the brake on guessing."""

import hashlib
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from goen.accounts.models import Attempt, Organisation, User
from goen.base import audit
from goen.core.errors import BadInputError, TooMuchError

_KEPT = timedelta(days=1)


@transaction.atomic
def create_organiser(
    *,
    username: str,
    password: str,
    display_name: str = "",
    organisation: Organisation | None = None,
    is_operator: bool = False,
    by: str = "command line",
) -> User:
    """Make an account that may plan events; an operator's also runs the installation; refuses weak passwords."""
    user = User(username=username, display_name=display_name, organisation=organisation, is_staff=is_operator)
    try:
        User.username_validator(username)
        validate_password(password, user)
    except ValidationError as error:
        raise BadInputError("accounts.weak_password", reasons=" ".join(error.messages)) from error
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise BadInputError("accounts.name_taken", username=username) from error
    audit.record(by, "accounts.create", f"user:{user.pk}", is_operator=is_operator)
    return user


@transaction.atomic
def edit_profile(*, user: User, display_name: str, organisation: Organisation | None) -> User:
    """Write how somebody is called and where they come from."""
    user.display_name, user.organisation = display_name, organisation
    user.save(update_fields=["display_name", "organisation"])
    audit.record(f"user:{user.pk}", "accounts.edit_profile", f"user:{user.pk}")
    return user


@transaction.atomic
def change_password(*, user: User, password: str) -> User:
    """Set a new password, already checked by the form; other sessions of the account end with it."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(f"user:{user.pk}", "accounts.change_password", f"user:{user.pk}")
    return user


@transaction.atomic
def save_organisation(*, organisation: Organisation, by: str) -> Organisation:
    """Keep an organisation as an operator's form says; its name stays unique."""
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise BadInputError("accounts.organisation_taken", name=organisation.name) from error
    audit.record(by, "accounts.save_organisation", f"organisation:{organisation.pk}")
    return organisation


@transaction.atomic
def merge_organisations(*, keep: Organisation, drop: Organisation, by: str) -> Organisation:
    """Let everything that points at one organisation point at another, and delete the first: one body, two spellings."""
    if keep.pk == drop.pk:
        raise BadInputError("accounts.merge_itself")
    for relation in Organisation._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's documented name
        if relation.one_to_many and relation.auto_created:
            _point_elsewhere(relation, keep, drop)
    audit.record(by, "accounts.merge_organisations", f"organisation:{keep.pk}", dropped=drop.name)
    drop.delete()
    return keep


def _point_elsewhere(relation: object, keep: Organisation, drop: Organisation) -> None:
    table, name = relation.related_model, relation.field.name  # type: ignore[attr-defined]
    for row in table._base_manager.filter(**{name: drop}):  # noqa: SLF001 - Django's documented name
        try:
            with transaction.atomic():
                table._base_manager.filter(pk=row.pk).update(**{name: keep})  # noqa: SLF001 - as above
        except IntegrityError:
            row.delete()  # the same link already leads to the organisation that stays


def record_sign_in(*, user_id: int, address: str, way: str) -> None:
    """Note a sign-in and the way it came: password, a provider's name, or proxy."""
    audit.record(f"user:{user_id}", "accounts.sign_in", f"user:{user_id}", address=address, way=way)


def record_refused_sign_in(*, provider: str, reason: str, address: str) -> None:
    """Note that an identity provider's answer was not believed."""
    audit.record("nobody", "accounts.refuse_sign_in", f"provider:{provider}", reason=reason[:80], address=address)


def record_new_account(*, user_id: int, by: str) -> None:
    """Note an account made on a provider's or a proxy's word."""
    audit.record(by, "accounts.create", f"user:{user_id}", is_operator=False)


def record_authenticator(*, user_id: int, kind: str, is_added: bool) -> None:
    """Note that a one-time password app or its recovery codes came or went."""
    verb = "accounts.add_authenticator" if is_added else "accounts.remove_authenticator"
    audit.record(f"user:{user_id}", verb, f"user:{user_id}", kind=kind)


def refuse_if_too_many(*, scope: str, key: str, limit: int, window_s: int) -> None:
    """Raise TooMuchError with the seconds to wait when a key guessed wrong too often lately; 1 query."""
    since = timezone.now() - timedelta(seconds=window_s)
    times = Attempt.objects.filter(scope=scope, key_hash=_hash(key), at__gte=since).order_by("-at")
    newest = list(times.values_list("at", flat=True)[:limit])
    if len(newest) >= limit:
        until = newest[-1] + timedelta(seconds=window_s)
        raise TooMuchError("base.too_often", wait_s=max(1, round((until - timezone.now()).total_seconds())))


def count_attempt(*, scope: str, key: str) -> None:
    """Note one wrong guess; guesses older than a day are forgotten on the way; 2 queries."""
    Attempt.objects.filter(at__lt=timezone.now() - _KEPT).delete()
    Attempt.objects.create(scope=scope, key_hash=_hash(key))


def forget_attempts(*, scope: str, key: str) -> None:
    """Forget the wrong guesses of a key after a right one; 1 query."""
    Attempt.objects.filter(scope=scope, key_hash=_hash(key)).delete()


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
