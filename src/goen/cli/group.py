"""`goen group`: from a roster file to groups, rounds and a proof, without a database."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from goen.cli.group_files import Table, names_and_numbers, problem_of, read_published, read_table
from goen.core.grouping.feasibility import clashing_rules
from goen.core.grouping.problem import IntArray, Problem
from goen.core.grouping.prove import is_small_enough, prove
from goen.core.grouping.repair import after_changes, repair_curve
from goen.core.grouping.rotation import rotation_cards, tables_without_repeats
from goen.core.grouping.score import score_plan
from goen.core.grouping.solve import Plan, solve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the roster, what is wanted, and where to write."""
    parser.add_argument("roster", type=Path, metavar="ROSTER", help="名簿（.xlsx .xls .csv）/ roster")
    parser.add_argument("--groups", type=int, default=4, help="グループの数 / number of groups (4)")
    parser.add_argument("--rounds", type=int, default=1, help="ラウンドの数 / number of rounds (1)")
    parser.add_argument("--sizes", metavar="LO-HI", help="1グループの人数の範囲 / allowed size, e.g. 6-8")
    parser.add_argument("--mix", metavar="COLUMNS", help="混ぜる列（,区切り）/ columns to mix; default: all that fit")
    parser.add_argument("--weights", default="", metavar="NAME=N,…", help="重み：列名・repeat・past・theme / weights")
    parser.add_argument("--themes", metavar="NAMES", help="グループごとのテーマ（,区切り）/ theme of every group")
    parser.add_argument(
        "--past", type=Path, action="append", default=[], metavar="FILE", help="過去に会った人（2人と回数）"
    )
    for name, text in (("together", "同じグループにする人"), ("apart", "別のグループにする2人")):
        parser.add_argument(f"--{name}", action="append", default=[], metavar="A,B", help=f"{text} / {name}")
    parser.add_argument(
        "--lock", action="append", default=[], metavar="A=GROUP[@ROUND]", help="席を決めておく / fixed seat"
    )
    parser.add_argument(
        "--facilitators", default="", metavar="A,B,…", help="進行役（各グループに1人以上）/ one per group"
    )
    parser.add_argument("--seed", type=int, default=1, help="乱数の種 / seed (1)")
    parser.add_argument("--iterations", type=int, help="探索の回数 / search budget")
    parser.add_argument(
        "--prove", type=float, metavar="SECONDS", help="これ以上減らせないことの証明を試みる / try to prove the plan"
    )
    parser.add_argument(
        "--cards",
        action="store_true",
        help="回転カード：最初の卓と歩幅だけで席替え / start table and step, for large halls",
    )
    parser.add_argument("--published", type=Path, metavar="PLAN.json", help="公開した案（直すとき）/ plan to repair")
    parser.add_argument("--absent", default="", metavar="A,B,…", help="来られない人 / who stays away")
    parser.add_argument("--rounds-held", type=int, default=0, help="終わったラウンドの数 / rounds already over")
    parser.add_argument("--json", type=Path, metavar="OUT", help="JSON で書く（- は画面）/ write JSON")
    parser.add_argument("--xlsx", type=Path, metavar="OUT", help="Excel で書く / write a workbook")


def run(arguments: argparse.Namespace) -> int:
    """Read, solve or repair, write; 0 when every rule is kept, 1 when one is broken."""
    table = read_table(arguments.roster)
    problem = problem_of(table, arguments)
    if arguments.published:
        answer = _repaired(table, problem, arguments)
    elif arguments.cards:
        answer = _with_cards(table, problem, arguments)
    else:
        plan = solve(problem, seed=arguments.seed, iterations=arguments.iterations)
        answer = as_json(table, problem, plan)
        if arguments.prove:
            _prove(table, problem, plan, answer, arguments.prove)
    if answer["violations"]["total"]:
        answer["clash"] = clash_of(table, problem)
    _write(answer, table, arguments)
    return 0 if answer["violations"]["total"] == 0 else 1


def as_json(table: Table, problem: Problem, plan: Plan) -> dict[str, Any]:
    """Return a plan with its score, bound and fingerprint, in plain values."""
    score, bound = plan.score, plan.bound
    unit = score.unit
    attributes = [attribute.name for attribute in problem.attributes]
    return {
        "rounds": groups_of(table, plan.seats, problem.n_groups),
        "score": {
            "points": score.points,
            "total": score.total,
            "unit": unit,
            "repeat": score.repeat,
            "past": score.past,
            "theme": score.theme,
            "imbalance": {name: part / unit for name, part in zip(attributes, score.imbalance, strict=True)},
        },
        "bound": {"points": bound.points, "total": bound.total, "repeat": bound.repeat, "theme": bound.theme},
        "violations": {**vars(score.violations), "total": score.violations.total},
        "is_proven": plan.is_proven,
        "is_local_optimum": plan.is_local_optimum,
        "seed": plan.seed,
        "iterations": plan.iterations,
        "digest": plan.digest,
    }


def _prove(table: Table, problem: Problem, plan: Plan, answer: dict[str, Any], seconds: float) -> None:
    """Raise the bound by exact search and take a better plan where it finds one."""
    from goen.cli.progress import Bar

    if plan.is_proven or not is_small_enough(problem):
        return
    bar = Bar("証明 / proof")
    proof = prove(problem, plan.seats, seconds=seconds, progress=bar)
    bar.update(seconds, seconds)  # a proof may close early
    score = score_plan(problem, proof.seats)
    answer["rounds"] = groups_of(table, proof.seats, problem.n_groups)
    answer["score"] |= {"points": score.points, "total": score.total}
    answer["bound"] |= {"points": proof.bound / score.unit, "total": proof.bound}
    answer["is_proven"] = proof.is_closed


def _with_cards(table: Table, problem: Problem, arguments: argparse.Namespace) -> dict[str, Any]:
    """Hand out rotation cards; tables are numbered from 1."""
    cards = rotation_cards(problem, seed=arguments.seed, iterations=arguments.iterations)
    named = zip(table.people, cards.start.tolist(), cards.step.tolist(), strict=True)
    broken = cards.score.violations
    return {
        "rounds": groups_of(table, cards.seats, problem.n_groups),
        "cards": [{"name": name, "start": start + 1, "step": step} for name, start, step in named],
        "is_repeat_free": cards.is_repeat_free,
        "tables_without_repeats": tables_without_repeats(problem.n_people, problem.n_groups, problem.n_rounds),
        "score": {"points": cards.score.points, "total": cards.score.total, "repeat": cards.score.repeat},
        "violations": {**vars(broken), "total": broken.total},
        "seed": arguments.seed,
    }


def clash_of(table: Table, problem: Problem) -> list[dict[str, Any]]:
    """Return the smallest set of rules that cannot all be kept, by name; empty when it could not be told."""
    return [
        {
            "kind": rule.kind,
            "people": [table.people[person] for person in sorted(rule.people)],
            "place": list(rule.place),
        }
        for rule in clashing_rules(problem)
    ]


_RULES = {"apart": "別のグループ", "together": "同じグループ", "lock": "決めた席", "quota": "各グループの進行役"}


def groups_of(table: Table, seats: IntArray, n_groups: int) -> list[list[list[str]]]:
    """Return the names in every group of every round."""
    return [
        [
            [table.people[person] for person in range(len(table.people)) if row[person] == group]
            for group in range(n_groups)
        ]
        for row in seats.tolist()
    ]


def _repaired(table: Table, problem: Problem, arguments: argparse.Namespace) -> dict[str, Any]:
    """Mend a published plan; people of the roster who are not in it have walked in."""
    seats = read_published(arguments.published, table, problem.n_rounds, problem.n_groups)
    absent = tuple(person for person, _ in names_and_numbers(table, arguments.absent))
    changed = after_changes(problem, seats, absent=absent, rounds_held=arguments.rounds_held)
    options = repair_curve(changed, seed=arguments.seed, iterations=arguments.iterations)
    curve = [
        {
            "changes": option.changes,
            "people_moved": option.people_moved,
            "points": option.score.points,
            "violations": option.score.violations.total,
            "rounds": groups_of(table, option.seats, problem.n_groups),
        }
        for option in options
    ]
    first = options[0]
    broken = {**vars(first.score.violations), "total": first.score.violations.total}
    return {"rounds": curve[0]["rounds"], "curve": curve, "violations": broken, "seed": arguments.seed}


def _write(answer: dict[str, Any], table: Table, arguments: argparse.Namespace) -> None:
    text = json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
    if arguments.json and str(arguments.json) != "-":
        arguments.json.write_text(text, encoding="utf-8")
    elif arguments.json:
        sys.stdout.write(text)
    if arguments.xlsx:
        arguments.xlsx.write_bytes(_workbook(answer, table))
    if str(arguments.json) != "-":
        print("\n".join(_lines(answer)))


def _lines(answer: dict[str, Any]) -> list[str]:
    """Return what a person reads on the screen."""
    lines = []
    for number, groups in enumerate(answer["rounds"], 1):
        lines += [
            f"ラウンド{number} グループ{k}（{len(names)}人）: {'、'.join(names)}" for k, names in enumerate(groups, 1)
        ]
    if "curve" in answer:
        return lines + [f"変更 {option['changes']}席 → {option['points']:.2f} 点" for option in answer["curve"]]
    return lines + _clash_lines(answer) + (_card_lines(answer) if "cards" in answer else _proof_lines(answer))


def _clash_lines(answer: dict[str, Any]) -> list[str]:
    if not answer["violations"]["total"]:
        return []
    lines = [f"守れなかった条件が {answer['violations']['total']} 件あります。"]
    if answer.get("clash"):
        lines.append("次の条件は、全部いっしょには守れません。どれか一つをやめてください。/ these rules clash:")
        lines += [f"- {_RULES[rule['kind']]}: {'、'.join(rule['people'])}{_place(rule)}" for rule in answer["clash"]]
    return lines


def _place(rule: dict[str, Any]) -> str:
    """Say which seat a lock is for."""
    if rule["kind"] != "lock":
        return ""
    at, group = rule["place"]
    return f"（ラウンド{at + 1} グループ{group + 1}）"


def _card_lines(answer: dict[str, Any]) -> list[str]:
    lines = [f"{card['name']}: 最初の卓 {card['start']}、毎回 {card['step']} つ先へ" for card in answer["cards"]]
    if answer["is_repeat_free"]:
        return [*lines, "だれも同じ人と二度同席しません。"]
    near = "・".join(map(str, answer["tables_without_repeats"])) or "なし"
    return [*lines, f"同じ人との再会が {answer['score']['repeat']} 組あります。再会のない卓の数：{near}"]


def _proof_lines(answer: dict[str, Any]) -> list[str]:
    points, bound = answer["score"]["points"], answer["bound"]["points"]
    proof = "これ以上減らせません（証明済み）" if answer["is_proven"] else f"下限 {bound:.4f}"
    return [f"合計 {points:.4f} 点（小さいほどよい）。{proof}。再現番号 {answer['digest']}"]


def _workbook(answer: dict[str, Any], table: Table) -> bytes:
    """Return one sheet per round and one by person."""
    from goen.base.documents.workbook import Sheet, write_workbook

    sheets = []
    seat: dict[str, list[int | None]] = {name: [None] * len(answer["rounds"]) for name in table.people}
    for number, groups in enumerate(answer["rounds"]):
        rows = [(group, name) for group, names in enumerate(groups, 1) for name in names]
        sheets.append(Sheet(f"ラウンド{number + 1}", ("グループ", "氏名"), rows))
        for group, name in rows:
            seat[name][number] = group
    if "cards" in answer:
        numbers = [(card["name"], card["start"], card["step"]) for card in answer["cards"]]
        sheets.append(Sheet("回転カード", ("氏名", "最初の卓", "歩幅"), numbers))
    header = ("氏名", *(f"ラウンド{number + 1}" for number in range(len(answer["rounds"]))))
    sheets.append(Sheet("人ごと", header, [(name, *groups) for name, groups in seat.items()]))
    return write_workbook(sheets, title="グループ分け")
