"""Photos of a paper wall or a sketch, on the board or on one note."""

import hashlib

from django.db import IntegrityError, transaction

from goen.base import audit, live
from goen.base.documents.photo import clean_photo
from goen.boards.access import BoardMember
from goen.boards.models import Note, Photo
from goen.boards.phases import MAX_PHOTOS
from goen.core.errors import BadInputError, RefusedError, TooMuchError
from goen.roster.queries import participation_of


def add_photo(*, at: BoardMember, data: bytes, caption: str = "", note_id: str = "") -> Photo:
    """Keep a photo drawn anew; the same picture twice is one; on an anonymous board nobody is kept beside it."""
    if not at.may_write:
        raise RefusedError("boards.frozen" if at.board.is_frozen else "boards.not_open")
    if note_id and not Note.objects.filter(board=at.board, note_id=note_id).exists():
        raise BadInputError("boards.no_such_note")
    if Photo.objects.filter(board=at.board).count() >= MAX_PHOTOS:
        raise TooMuchError("boards.too_many_photos", limit=MAX_PHOTOS)
    clean = clean_photo(data)
    digest = hashlib.sha256(clean.image).hexdigest()
    author = None if at.board.is_anonymous else participation_of(at.member)
    try:
        with transaction.atomic():
            photo = Photo.objects.create(
                board=at.board,
                note_id=note_id,
                caption=caption.strip()[:120],
                image=clean.image,
                thumbnail=clean.thumbnail,
                width=clean.width,
                height=clean.height,
                digest=digest,
                author=author,
            )
            actor = "guest" if at.board.is_anonymous and not at.is_moderator else at.member.key
            audit.record(actor, "boards.add_photo", f"board:{at.board.pk}", photo=photo.pk)
            live.publish(at.member.event.topic, "boards.photos_changed", board=at.board.pk)
    except IntegrityError:
        return Photo.objects.defer("image", "thumbnail").get(board=at.board, note_id=note_id, digest=digest)
    return photo


@transaction.atomic
def remove_photo(*, at: BoardMember, photo: Photo) -> None:
    """Take a photo away: its author may, and who moderates."""
    person = participation_of(at.member)
    is_own = photo.author_id is not None and person is not None and person.pk == photo.author_id
    if not (at.is_moderator or is_own):
        raise RefusedError("base.refused")
    audit.record(at.member.key, "boards.remove_photo", f"board:{at.board.pk}", photo=photo.pk)
    photo.delete()
    live.publish(at.member.event.topic, "boards.photos_changed", board=at.board.pk)
