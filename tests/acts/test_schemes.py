"""Which scheme is in force, and that what is recorded keeps its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.acts import meetings, points, schemes
from db.acts.meetings import MeetingDraft
from db.config import Config, read_config
from db.errors import BadInput, Refused
from db.scheme import load_scheme, read_scheme
from db.scheme.copying import copy_scheme
from db.views.schemes import in_force, recorded_under, rules_in_force, scheme_in_force

if TYPE_CHECKING:
    from tests.conftest import Branch

NOTHING_SAID = Config()


def named(branch: Branch) -> tuple[str, str]:
    found = in_force(branch.book, NOTHING_SAID)
    return found.scheme.id, found.named_by


def own_file(folder: Path, old: str = "", new: str = "") -> Path:
    path = folder / "ours.toml"
    copy_scheme(load_scheme("branch-default"), path)
    path.write_text(
        path.read_text(encoding="utf-8").replace(old, new) if old else path.read_text(encoding="utf-8"),
        "utf-8",
    )
    return path


def planned(branch: Branch) -> int:
    scheme = scheme_in_force(branch.book, NOTHING_SAID)
    return meetings.create_meeting(
        branch.book,
        branch.organisation,
        MeetingDraft("组织生活会", 2026),
        rules=scheme.rules(),
        scheme=scheme,
    )


def print_of(branch: Branch, meeting: int) -> str:
    return str(branch.book.value("SELECT scheme_print FROM meeting WHERE id = ?", (meeting,)))


def test_nobody_chose_and_the_rules_of_today_hold(branch: Branch) -> None:
    assert named(branch) == ("branch-default", "default")


def test_a_choice_in_the_book_holds(branch: Branch) -> None:
    schemes.choose(branch.book, load_scheme("zibo-safety"))
    assert named(branch) == ("zibo-safety", "book")


def test_the_configuration_overrides_the_choice(branch: Branch) -> None:
    schemes.choose(branch.book, load_scheme("zibo-safety"))
    found = in_force(branch.book, Config(scheme="shizong-agri"))
    assert (found.scheme.id, found.named_by) == ("shizong-agri", "config")


def test_the_choice_keeps_its_first_day(branch: Branch) -> None:
    schemes.choose(branch.book, load_scheme("zibo-safety", begins="2026-04-01"))
    assert scheme_in_force(branch.book, NOTHING_SAID).stages[0].begins == "2026-04-01"


def test_the_configuration_says_the_first_day(branch: Branch, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('scheme = "zibo-safety"\nbegins = 2026-05-01\n', encoding="utf-8")
    assert scheme_in_force(branch.book, read_config(path)).begins == "2026-05-01"


def test_a_first_day_without_a_scheme_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("begins = 2026-05-01\n", encoding="utf-8")
    with pytest.raises(BadInput, match="begins 应是和 scheme 写在一起的日期"):
        read_config(path)


def test_choosing_the_same_again_is_refused(branch: Branch) -> None:
    schemes.choose(branch.book, load_scheme("zibo-safety"))
    with pytest.raises(Refused, match="现在采用的就是"):
        schemes.choose(branch.book, load_scheme("zibo-safety"))


def test_the_choice_is_in_the_log(branch: Branch) -> None:
    schemes.choose(branch.book, load_scheme("zibo-safety"))
    assert branch.book.value("SELECT kind FROM event ORDER BY id DESC LIMIT 1") == "scheme.chosen"


def test_a_file_of_ones_own_travels_in_the_book(branch: Branch, tmp_path: Path) -> None:
    path = own_file(tmp_path, 'title = "现行规定"', 'title = "本支部办法"')
    schemes.choose(branch.book, read_scheme(path))
    path.unlink()
    assert scheme_in_force(branch.book, NOTHING_SAID).title == "本支部办法"


def test_a_change_of_the_file_counts_when_it_is_chosen_again(branch: Branch, tmp_path: Path) -> None:
    path = own_file(tmp_path, "base = 100", "base = 60")
    schemes.choose(branch.book, read_scheme(path))
    path.write_text(path.read_text(encoding="utf-8").replace("base = 60", "base = 70"), "utf-8")
    before = scheme_in_force(branch.book, NOTHING_SAID).points.base
    schemes.choose(branch.book, read_scheme(path))
    assert (before, scheme_in_force(branch.book, NOTHING_SAID).points.base) == (600, 700)


def test_points_follow_the_scheme(branch: Branch, tmp_path: Path) -> None:
    schemes.choose(branch.book, read_scheme(own_file(tmp_path, "base = 100", "base = 60")))
    assert rules_in_force(branch.book, NOTHING_SAID).points_base == 600


def test_a_meeting_keeps_the_fingerprint_of_its_scheme(branch: Branch) -> None:
    schemes.choose(branch.book, load_scheme("zibo-safety"))
    assert print_of(branch, planned(branch)) == load_scheme("zibo-safety").fingerprint


def test_another_choice_changes_nothing_that_is_recorded(branch: Branch) -> None:
    first = planned(branch)
    before = branch.book.rows("SELECT * FROM meeting WHERE id = ?", (first,))
    schemes.choose(branch.book, load_scheme("zibo-safety"))
    assert branch.book.rows("SELECT * FROM meeting WHERE id = ?", (first,)) == before


def test_points_given_under_a_scheme_stay_when_its_file_says_otherwise(
    branch: Branch, tmp_path: Path
) -> None:
    path = own_file(tmp_path)
    scheme = read_scheme(path)
    points.give_by_rule(
        branch.book, branch.members[1:2], scheme.points.rules[0], scheme=scheme, day="2026-05-01"
    )
    before = branch.book.rows("SELECT tenths, scheme_print FROM point_entry")
    path.write_text(path.read_text(encoding="utf-8").replace("points = 2", "points = 5"), "utf-8")
    schemes.choose(branch.book, read_scheme(path))
    assert branch.book.rows("SELECT tenths, scheme_print FROM point_entry") == before


def test_the_scheme_of_an_old_record_can_be_read_again(branch: Branch, tmp_path: Path) -> None:
    path = own_file(tmp_path, 'title = "现行规定"', 'title = "旧办法"')
    schemes.choose(branch.book, read_scheme(path))
    meeting = planned(branch)
    path.write_text(path.read_text(encoding="utf-8").replace("旧办法", "新办法"), "utf-8")
    schemes.choose(branch.book, read_scheme(path))
    old = recorded_under(branch.book, print_of(branch, meeting)[:16])
    assert old is not None
    assert (old.title, old.fingerprint) == ("旧办法", print_of(branch, meeting))


def test_a_moved_scheme_is_kept_with_its_first_day(branch: Branch) -> None:
    schemes.choose(branch.book, load_scheme("hebei-research", begins="2026-04-01"))
    old = recorded_under(branch.book, print_of(branch, planned(branch)))
    assert old is not None
    assert old == scheme_in_force(branch.book, NOTHING_SAID)


def test_a_fingerprint_that_nobody_kept_is_none(branch: Branch) -> None:
    assert (recorded_under(branch.book, "ab" * 8), recorded_under(branch.book, "")) == (None, None)


def test_a_copy_is_the_file_word_for_word(tmp_path: Path) -> None:
    scheme = load_scheme("putian-organs")
    path = tmp_path / "ours.toml"
    copy_scheme(scheme, path)
    assert read_scheme(path).fingerprint == scheme.fingerprint
    assert path.read_text(encoding="utf-8") == scheme.path.read_text(encoding="utf-8")


def test_a_copy_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match="已经存在，没有覆盖"):
        copy_scheme(load_scheme("branch-default"), path)
    assert path.read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize(
    ("name", "said"),
    [("ours.txt", "要以 .toml 结尾"), ("ours", "要以 .toml 结尾"), ("无此夹/a.toml", "写不了")],
)
def test_a_copy_that_cannot_be_is_told(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        copy_scheme(load_scheme("branch-default"), tmp_path / name)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "a.toml"
    folder.mkdir()
    with pytest.raises(BadInput, match="是文件夹"):
        copy_scheme(load_scheme("branch-default"), folder)


def test_a_file_spoilt_in_mid_evening_changes_nothing(branch: Branch, tmp_path: Path) -> None:
    path = own_file(tmp_path, "base = 100", "base = 60")
    (tmp_path / "config.toml").write_text('scheme = "ours.toml"\n', encoding="utf-8")
    config = read_config(tmp_path / "config.toml")
    path.write_text("title = 1\n", encoding="utf-8")
    assert scheme_in_force(branch.book, config).points.base == 600


def test_a_file_named_like_one_of_the_programs_is_still_ones_own(branch: Branch, tmp_path: Path) -> None:
    path = tmp_path / "zibo-safety.toml"
    copy_scheme(load_scheme("zibo-safety"), path)
    path.write_text(path.read_text(encoding="utf-8").replace("base = 100", "base = 60"), "utf-8")
    schemes.choose(branch.book, read_scheme(path))
    assert scheme_in_force(branch.book, NOTHING_SAID).points.base == 600
