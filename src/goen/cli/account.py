"""`goen account`: make the first organiser, more of them, or a new password, at the machine itself."""

import argparse
import getpass
import secrets
import sys

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do and for whom."""
    parser.add_argument(
        "username", nargs="?", help="ユーザー名（省略すると一覧）/ user name; without one, all are listed"
    )
    parser.add_argument("--name", default="", help="氏名 / name as shown")
    parser.add_argument("--operator", action="store_true", help="運用担当として作る / make an operator's account")
    parser.add_argument("--password", action="store_true", help="パスワードを新しくする / set a new password")
    parser.add_argument(
        "--generate", action="store_true", help="パスワードを作って表示する / make a password up and print it"
    )


def run(arguments: argparse.Namespace) -> int:
    """List accounts, make one, or change a password; the first account of an installation is an operator's."""
    django.setup()
    from goen.accounts.models import User

    if not arguments.username:
        return _list(list(User.objects.order_by("username")))
    account = User.objects.filter(username=arguments.username).first()
    if arguments.password:
        return _change(account, arguments)
    from goen.accounts.services import create_organiser

    is_operator = arguments.operator or not User.objects.exists()
    password = _password(arguments)
    create_organiser(
        username=arguments.username, password=password, display_name=arguments.name, is_operator=is_operator
    )
    role = "運用担当 / operator" if is_operator else "主催者 / organiser"
    print(f"作りました。/ Made: {arguments.username}（{role}）")
    return 0


def _list(accounts: list) -> int:  # type: ignore[type-arg]
    for account in accounts:
        role = "運用担当 / operator" if account.is_staff else "主催者 / organiser"
        state = "" if account.is_active else "（停止中 / closed）"
        print(f"{account.username}\t{account}\t{role}{state}")
    if not accounts:
        print("アカウントはまだありません。/ No account yet: goen account NAME")
    return 0


def _change(account: object, arguments: argparse.Namespace) -> int:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from goen.accounts.models import User
    from goen.accounts.services import change_password
    from goen.core.errors import BadInputError

    if not isinstance(account, User):
        print(f"「{arguments.username}」はありません。/ There is no “{arguments.username}”.", file=sys.stderr)
        return 1
    password = _password(arguments)
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise BadInputError("accounts.weak_password", reasons=" ".join(error.messages)) from error
    change_password(user=account, password=password)
    print(f"変更しました。/ Changed: {account.username}")
    return 0


def _password(arguments: argparse.Namespace) -> str:
    if arguments.generate:
        password = secrets.token_urlsafe(12)
        print(f"パスワード / password: {password}")
        return password
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("パスワード（12 文字以上）/ password (12 characters or more): ")
    if first != getpass.getpass("もう一度 / once more: "):
        print("一致しません。/ They differ.", file=sys.stderr)
        raise SystemExit(1)
    return first
