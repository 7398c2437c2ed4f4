"""`goen vectors WHEEL`: take the word vectors out of the ja-ginza wheel, once, when Goen is installed."""

import argparse
from pathlib import Path

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the wheel."""
    parser.add_argument("wheel", type=Path, help="ja_ginza の wheel ファイル / the ja_ginza wheel")


def run(arguments: argparse.Namespace) -> int:
    """Write the file of vectors and say where."""
    django.setup()
    from goen.base.wordvectors import build_word_vectors, load_word_vectors

    path = build_word_vectors(arguments.wheel)
    vectors = load_word_vectors()
    n_words = len(vectors.keys) if vectors else 0
    print(f"単語の意味のデータを置きました。/ Word vectors are in place: {path.name}（{n_words:,} 語）")
    return 0
