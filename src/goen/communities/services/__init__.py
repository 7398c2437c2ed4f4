"""Every write of communities."""

from goen.communities.services.communities import (
    close_community,
    edit_community,
    invite_participants,
    open_community,
    open_for_event,
    renew_invitation,
    reopen_community,
)
from goen.communities.services.digests import (
    send_digests,
    tidy_up,
)
from goen.communities.services.members import (
    decline,
    edit_membership,
    end_passes,
    join,
    leave,
    readmit,
    remove_member,
    set_role,
    stop_mail,
)
from goen.communities.services.moderation import (
    answer_reports,
    ask_for_review,
    hide_post,
    report_post,
    restore_post,
)
from goen.communities.services.polls import (
    answer_gathering,
    cast_ballot,
    close_poll,
)
from goen.communities.services.posts import (
    delete_post,
    edit_post,
    pin_post,
    take_back_deletion,
    write_comment,
    write_post,
)
from goen.communities.services.reading import (
    mark_all_read,
    mark_read,
    read_notices,
)

__all__ = [
    "answer_gathering",
    "answer_reports",
    "ask_for_review",
    "cast_ballot",
    "close_community",
    "close_poll",
    "decline",
    "delete_post",
    "edit_community",
    "edit_membership",
    "edit_post",
    "end_passes",
    "hide_post",
    "invite_participants",
    "join",
    "leave",
    "mark_all_read",
    "mark_read",
    "open_community",
    "open_for_event",
    "pin_post",
    "read_notices",
    "readmit",
    "remove_member",
    "renew_invitation",
    "reopen_community",
    "report_post",
    "restore_post",
    "send_digests",
    "set_role",
    "stop_mail",
    "take_back_deletion",
    "tidy_up",
    "write_comment",
    "write_post",
]
