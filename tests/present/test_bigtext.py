"""Big text: glyphs found, sizes chosen, cells drawn without a single ambiguous glyph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.present.bigtext import (
    HALF_BLOCK,
    NARROW,
    PLAIN,
    QUARTER,
    SQUARE,
    BigText,
    Face,
    draw,
    draw_line,
    faces,
    fit,
    fit_all,
    line_width,
)
from tui.present.glyphs import glyph, table

FACES = [SQUARE, NARROW, HALF_BLOCK, QUARTER, Face(4, 2)]
MISSING = "赟"


def _pixels(char: str) -> list[str]:
    found = glyph(char)
    assert found is not None
    return [f"{row:0{found.width}b}".replace("0", ".").replace("1", "#") for row in found.rows]


def test_a_hanzi_has_the_pixels_of_the_font() -> None:
    assert _pixels("一")[6] == "###########."


def test_a_digit_is_half_as_wide_as_a_hanzi() -> None:
    assert [glyph(char).width for char in "1评"] == [6, 12]  # type: ignore[union-attr]


def test_every_common_hanzi_has_a_glyph() -> None:
    rows = (bytes([high, low]) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    hanzi = [pair.decode("gb2312", "ignore") for pair in rows]
    assert [char for char in hanzi if char and glyph(char) is None] == []


@pytest.mark.parametrize("char", "珺祎喆玥堃犇淼頔翀昇甯逄亓仉")
def test_characters_common_in_names_have_a_glyph(char: str) -> None:
    assert glyph(char) is not None


@pytest.mark.parametrize("char", "，。：；？！（）《》「」、·—…“”％/%:.+-")
def test_punctuation_has_a_glyph(char: str) -> None:
    assert glyph(char) is not None


def test_a_character_outside_the_table_has_none() -> None:
    assert (table().glyph("赟"), table().glyph("\U0010ffff"), table().glyph("\0")) == (None, None, None)


@pytest.mark.parametrize("face", FACES)
def test_each_row_is_as_wide_as_the_face_says(face: Face) -> None:
    text = f"评议 26名{MISSING}"
    assert {line_width(line) for line in draw_line(text, face, "title")} == {face.width(text)}


@pytest.mark.parametrize("face", FACES)
def test_there_are_as_many_rows_as_the_face_says(face: Face) -> None:
    assert len(draw_line("评", face, "title")) == face.height


def test_letters_are_made_of_coloured_spaces_alone() -> None:
    runs = [run for line in draw_line("评议台2026", SQUARE, "title") for run in line]
    assert {(text.strip(), role) for text, role in runs} == {("", ""), ("", "on-title")}


def test_half_blocks_draw_the_same_pixels() -> None:
    block = draw_line("评", HALF_BLOCK, "title")
    upper = [
        "".join("#" if c == "▀" or (c == " " and role) else "." for t, role in line for c in t)
        for line in block
    ]
    lower = [
        "".join("#" if c == "▄" or (c == " " and role) else "." for t, role in line for c in t)
        for line in block
    ]
    assert [row for pair in zip(upper, lower, strict=True) for row in pair] == _pixels("评")


def test_quadrants_draw_the_same_pixels() -> None:
    inked = {
        "▘": 1,
        "▝": 2,
        "▀": 3,
        "▖": 4,
        "▌": 5,
        "▞": 6,
        "▛": 7,
        "▗": 8,
        "▚": 9,
        "▐": 10,
        "▜": 11,
        "▄": 12,
    }
    inked |= {"▙": 13, "▟": 14}
    drawn: list[str] = []
    for line in draw_line("评1", QUARTER, "title"):
        cells = [15 if c == " " and role else inked.get(c, 0) for t, role in line for c in t]
        for left, right in ((1, 2), (4, 8)):
            drawn.append("".join("#" if cell & bit else "." for cell in cells for bit in (left, right)))
    assert drawn == [left + right for left, right in zip(_pixels("评"), _pixels("1"), strict=True)]


def test_a_missing_glyph_is_drawn_at_normal_size_in_the_middle() -> None:
    drawn = draw_line(MISSING, SQUARE, "title")
    assert [line for line in drawn if (MISSING, "title") in line] == [drawn[6]]


def test_the_largest_face_that_fits_is_chosen() -> None:
    assert [
        fit("评议", width, height, faces()).face
        for width, height in [(160, 45), (60, 20), (30, 20), (20, 20)]
    ] == [
        Face(6, 3),
        SQUARE,
        NARROW,
        PLAIN,
    ]


def test_half_blocks_are_used_only_when_allowed() -> None:
    assert [fit("评议", 30, 8, faces(half_blocks=allowed)).face for allowed in (False, True)] == [
        PLAIN,
        HALF_BLOCK,
    ]


def test_long_text_is_broken_rather_than_made_plain() -> None:
    big = fit("第一党支部组织生活会", 144, 30, faces())
    assert (big.face, big.lines) == (SQUARE, ("第一党支部", "组织生活会"))


def test_a_single_character_is_not_left_on_a_line_of_its_own() -> None:
    assert all(len(fit("党支部组织生", width, 45, faces()).lines[-1]) > 1 for width in range(12, 161))


def test_things_that_must_look_alike_share_the_face_of_the_widest() -> None:
    assert fit_all(["26", "实到人数"], 100, 20, faces()) == SQUARE


def test_plain_text_is_still_broken_into_lines() -> None:
    assert fit("组织生活会", 6, 3, faces()) == BigText(PLAIN, ("组织生", "活会"))


@given(st.text("评议会，。（）ab1 ", max_size=30), st.integers(2, 200), st.integers(1, 60), st.booleans())
def test_what_is_drawn_is_never_wider_than_the_area(text: str, columns: int, rows: int, halves: bool) -> None:
    drawn = draw(fit(text, columns, rows, faces(half_blocks=halves)), "title")
    assert all(line_width(line) <= columns for line in drawn)


@given(st.text(max_size=10))
def test_any_text_can_be_drawn(text: str) -> None:
    drawn = draw_line(text, SQUARE, "title")
    assert {sum(cell_len(piece) for piece, _ in line) for line in drawn} == {SQUARE.width(text)}
