"""What a token may be allowed, how often a webhook is tried again, and what stays at home in a bundle."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCOPES: Mapping[str, Promise] = {
    "events:read": _("交流会・次第・テーマを読む"),
    "events:write": _("交流会・次第・テーマを変える"),
    "roster:read": _("名簿を読む（個人情報）"),
    "roster:write": _("名簿を変える（個人情報）"),
    "groups:read": _("グループを読む"),
    "groups:write": _("グループを作る・公開する"),
    "boards:read": _("付箋を読む"),
    "proposals:read": _("提言を読む"),
    "proposals:write": _("提言の回答を進める"),
    "opinions:read": _("意見募集を読む"),
    "opinions:write": _("意見募集を作る・開く・確認する"),
    "listening:read": _("広聴の結果を読む"),
    "listening:write": _("広聴の話題を見つける"),
    "communities:read": _("コミュニティを読む"),
    "communities:write": _("コミュニティを開く・投稿する・見守る"),
    "showcase:write": _("発信のページを公開する・取り下げる"),
    "voices:read": _("参加者の声を読む（個人情報）"),
    "reports:read": _("報告を取り出す"),
    "reports:write": _("報告を作る"),
    "bundles:read": _("交流会をまるごと書き出す（個人情報）"),
    "bundles:write": _("交流会をまるごと取り込む"),
    "webhooks:write": _("通知先を登録する"),
}
PREFIX = "goen_"
RETRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
KEPT = timedelta(days=30)
# Accounts and their roles, keys of other programs, and frozen states belong to an installation, not to an event.
AT_HOME = (
    "accounts_user",
    "events_eventmember",
    "records_archive",
    "exchange_token",
    "exchange_hook",
    "exchange_delivery",
)
