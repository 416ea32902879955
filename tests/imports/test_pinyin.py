"""Initials by which people are found."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.imports.pinyin import COMPOUND_SURNAMES, SURNAMES, initials


@pytest.mark.parametrize(
    ("name", "likeliest"),
    [
        ("单成华", "sch"), ("仇英", "qy"), ("解放", "xf"), ("查良镛", "zly"), ("区志", "oz"), ("盖文", "gw"),
        ("覃敏", "qm"), ("尉迟军", "ycj"), ("单于明", "cym"), ("万俟雪", "mqx"), ("曾国行", "zgx"), ("王志强", "wzq"),
        ("阿依古丽·吐尔逊", "aygltex"), ("欧阳修文", "oyxw"), ("吕 布", "lb"),
    ],
)  # fmt: skip
def test_the_likeliest_reading_comes_first(name: str, likeliest: str) -> None:
    assert initials(name).split()[0] == likeliest


def test_the_other_readings_of_a_surname_are_accepted_too() -> None:
    assert "dch" in initials("单成华").split()


def test_a_given_name_with_two_readings_gives_both() -> None:
    assert {"lc", "lz"} <= set(initials("李重").split())


def test_latin_letters_stand_for_themselves() -> None:
    assert initials("A王2") == "aw2 ay2"


@pytest.mark.parametrize("name", ["", "·", "[/]", "😀"])
def test_a_name_without_letters_gives_nothing(name: str) -> None:
    assert initials(name) == ""


@given(st.text(max_size=30))
def test_any_text_gives_small_letters_and_blanks(text: str) -> None:
    assert all(
        char == " " or (char.isascii() and char.isalnum() and char == char.lower()) for char in initials(text)
    )


@given(st.text(alphabet="单行重曾长乐解查", max_size=30))
def test_many_voiced_names_stay_short(text: str) -> None:
    assert len(initials(text).split()) <= 12


def test_there_are_entries_enough_for_surnames() -> None:
    assert len(SURNAMES) + len(COMPOUND_SURNAMES) >= 30


def test_every_entry_says_something_that_the_dictionary_does_not() -> None:
    from db.imports.pinyin import _letters

    assert [char for char, letter in SURNAMES.items() if _letters()[char].startswith(letter)] == []


def test_the_table_agrees_with_pypinyin_on_the_first_reading() -> None:
    import pypinyin

    text = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红鹏宇浩凯健俊帆雪"
    said = pypinyin.lazy_pinyin(text, style=pypinyin.Style.FIRST_LETTER)
    assert [initials(char)[0] for char in text] == said


def test_pypinyin_itself_is_never_imported() -> None:
    code = "import sys, db.imports.pinyin as p; p.initials('单成华'); sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
