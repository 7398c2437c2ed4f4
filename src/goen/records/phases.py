"""What the verbs of the audit log are called, and how long things may be kept."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Years after the day, as rules on records have them; any other day can be typed.
PERIODS = (1, 3, 5, 10)
MOST_WORDS = 200

# Accounts, their roles and the frozen states themselves stay at home.
AT_HOME = ("accounts_user", "events_eventmember", "records_archive")

VERBS: Mapping[str, Promise] = {
    "*.read": _("個人情報を見た"),
    "*.download": _("ファイルを取り出した"),
    "accounts.sign_in": _("サインインした"),
    "accounts.refuse_sign_in": _("サインインを断った"),
    "accounts.create": _("アカウントを作った"),
    "accounts.change_password": _("パスワードを変えた"),
    "accounts.add_authenticator": _("二段階認証を登録した"),
    "accounts.remove_authenticator": _("二段階認証を外した"),
    "events.plan_event": _("交流会を作った"),
    "events.change_event": _("基本情報を変えた"),
    "events.add_member": _("担当者を加えた"),
    "events.remove_member": _("担当者を外した"),
    "events.save_run_sheet": _("次第を変えた"),
    "events.save_themes": _("テーマを変えた"),
    "events.open_registration": _("申込みを開いた"),
    "events.close_registration": _("申込みを閉じた"),
    "events.start_day": _("当日を始めた"),
    "events.start_segment": _("進行を始めた"),
    "events.close_event": _("交流会を終えた"),
    "events.reopen_event": _("交流会を開き直した"),
    "roster.upload": _("名簿ファイルを読んだ"),
    "roster.apply_import": _("名簿を取り込んだ"),
    "roster.undo_import": _("取り込みを取り消した"),
    "roster.export": _("名簿を書き出した"),
    "roster.add_person": _("名簿に加えた"),
    "roster.edit_person": _("名簿を直した"),
    "roster.register": _("申し込んだ"),
    "roster.walk_in": _("当日参加した"),
    "roster.cancel": _("参加を取り消した"),
    "roster.check_in": _("受付した"),
    "roster.claim_pass": _("参加リンクを使った"),
    "roster.renew_link": _("参加リンクを作り直した"),
    "roster.set_consent": _("同意を変えた"),
    "grouping.make_plan": _("グループを計算した"),
    "grouping.remake_plan": _("グループを計算し直した"),
    "grouping.change_seats": _("席を動かした"),
    "grouping.mend_plan": _("グループを直した"),
    "grouping.publish_plan": _("グループを公開した"),
    "grouping.withdraw_plan": _("グループの公開をやめた"),
    "boards.open_voting": _("付箋の投票を開いた"),
    "boards.close_voting": _("付箋の投票を閉じた"),
    "boards.freeze": _("ボードを閉じた"),
    "boards.unfreeze": _("ボードを開いた"),
    "pitches.close_scoring": _("採点を閉じた"),
    "pitches.reveal_results": _("結果を公開した"),
    "proposals.drop_item": _("提言の文を消した"),
    "proposals.correct": _("提言を直した"),
    "voices.save": _("声を書いた"),
    "voices.withdraw": _("声を取り下げた"),
    "reports.make": _("報告を作った"),
    "reports.download": _("報告を取り出した"),
    "records.set_retention": _("保存期限を決めた"),
    "records.dispose": _("個人情報を廃棄した"),
    "records.erase": _("一人分の個人情報を消した"),
    "records.freeze": _("記録を凍結した"),
    "records.redact": _("黒塗りの記録を作った"),
    "records.verify": _("監査記録を確かめた"),
    "exchange.make_token": _("APIの鍵を作った"),
    "exchange.revoke_token": _("APIの鍵を止めた"),
    "exchange.save_hook": _("通知先を登録した"),
    "exchange.remove_hook": _("通知先を消した"),
    "exchange.export": _("交流会を書き出した"),
    "exchange.import": _("交流会を取り込んだ"),
    "base.backup": _("バックアップを取った"),
    "base.restore": _("バックアップから戻した"),
}
