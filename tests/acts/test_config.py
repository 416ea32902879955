from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from db import config as config_module
from db.config import Config, Look, find_config, load_config, read_config
from db.errors import BadInput
from db.rules.settings import Rules

SHIPPED = Path(__file__).resolve().parents[2] / "config.toml"


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    assert read_config(path) == Config(path=path)


def test_the_look_is_overridden(tmp_path: Path) -> None:
    read = read_config(write(tmp_path, '[look]\ntheme = "light"\ncompatible = "on"'))
    assert read.look == Look("light", "on")


def test_a_rule_is_overridden_and_the_rest_stays(tmp_path: Path) -> None:
    read = read_config(write(tmp_path, '[rules]\nquorum_motion = "more_than_half"'))
    assert read.rules() == Rules(quorum_motion="more_than_half")


def test_the_file_goes_over_the_rules_of_a_scheme(tmp_path: Path) -> None:
    read = read_config(write(tmp_path, "[rules]\nspare_slips = 4"))
    assert read.rules(Rules(points_base=600)) == Rules(points_base=600, spare_slips=4)


def test_points_are_written_as_points_and_kept_as_tenths(tmp_path: Path) -> None:
    read = read_config(write(tmp_path, "[rules]\npoints_base = 60.5"))
    assert read.rules().points_base == 605


def test_a_relative_data_folder_starts_at_the_file(tmp_path: Path) -> None:
    read = read_config(write(tmp_path, '[data]\nfolder = "簿册"'))
    assert read.data_folder == tmp_path / "簿册"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rules]\nqourum_motion = 1", "不认识 rules.qourum_motion，是不是 quorum_motion？"),
        ('colour = "red"', "不认识 colour"),
        ('[look]\ntheme = "blue"', '"blue"'),
        ('[look]\ntheme = "blue"', 'look.theme 应是"dark"、"light" 之一'),
        ("[look]\ntheme = 1", "look.theme 应是"),
        ("look = 1", "look 应是一节 [look]，现在是 1"),
        ('[rules]\nspare_slips = "2"', 'rules.spare_slips 应是整数，0 到 50，现在是 "2"'),
        ("[rules]\nspare_slips = true", "rules.spare_slips 应是整数，0 到 50，现在是 true"),
        ("[rules]\nspare_slips = 51", "rules.spare_slips 应是整数，0 到 50，现在是 51"),
        ("[rules]\nsmall_electorate = 2", "rules.small_electorate 应是整数，3 到 30，现在是 2"),
        ('[rules]\nprobationary_votes = "yes"', "rules.probationary_votes 应是true 或 false"),
        ("[rules]\npoints_base = 60.25", "rules.points_base 应是最多一位小数的数，0 到 1000，现在是 60.25"),
        ("[rules]\npoints_base = nan", "rules.points_base 应是最多一位小数的数"),
        ("[rules]\npoints_base = 1000.1", "现在是 1000.1"),
        ("[rules]\npoints_ceiling = 90", "rules.points_ceiling 应是大于 points_base"),
        ("[rules]\npoints_floor = 200", "rules.points_floor 应是不大于 points_base 的数"),
        ('[rules]\nexcellent_cap = "三分之一"', "rules.excellent_cap 应是不超过 1 的分数"),
        ('[rules]\nexcellent_cap = "4/3"', "rules.excellent_cap 应是不超过 1 的分数"),
        ('[documents]\nfonts = "宋体"', 'documents.fonts 应是"公文"、"系统自带" 之一'),
        ('[look]\ntheme = "dark"\ntheme = "light"', "第3行"),
        ("[look]\ntheme = dark", "第2行第9列写法有误：等号后面应是值；文字要加英文引号"),
        ("[rules]\nspare_slips = {a = 1", "写法有误：不合 TOML 的写法"),
        ("[rules", "第1行第7列写法有误：名称后面应有方括号 ]"),
        ('[data]\nfolder = "C:\\Users"', "路径里的 \\ 请写成 /"),
        ('scheme = ""', "scheme 应是"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(BadInput) as caught:
        read_config(path)
    assert caught.value.message.startswith(str(path))
    assert said in caught.value.message


def test_an_unknown_scheme_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"scheme 应是程序自带的方案（branch-default、.*zixi-county）"):
        read_config(write(tmp_path, 'scheme = "nobody"'))


def test_a_fault_in_a_scheme_of_ones_own_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('title = "试行"', encoding="utf-8")
    with pytest.raises(BadInput, match=r"own\.toml：缺少 scale"):
        read_config(write(tmp_path, 'scheme = "own.toml"'))


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[look]\r\ntheme = 'light'\r\n")
    assert read_config(path).look.theme == "light"


def test_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes('[look]\n# 深色与浅色主题\ntheme = "light"\n'.encode("gb18030"))
    with pytest.raises(BadInput, match="第2行不是 UTF-8 编码"):
        read_config(path)


def test_utf_16_is_named(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes("[look]\n".encode("utf-16"))
    with pytest.raises(BadInput, match="UTF-16"):
        read_config(path)


def test_a_file_in_place_of_the_data_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "簿册").write_text("")
    with pytest.raises(BadInput, match=r"data\.folder 应是文件夹，不是文件"):
        read_config(write(tmp_path, '[data]\nfolder = "簿册"'))


def test_the_named_file_comes_before_the_one_beside_the_book(tmp_path: Path) -> None:
    write(tmp_path, "")
    named = tmp_path / "mine.toml"
    named.write_text("")
    assert find_config(named, tmp_path / "支部.db") == named


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="找不到 --config 指定的文件"):
        load_config(tmp_path / "mine.toml")


def test_the_file_beside_the_book_comes_before_the_checkout(tmp_path: Path) -> None:
    assert find_config(None, tmp_path / "支部.db") == SHIPPED
    beside = write(tmp_path, "")
    assert find_config(None, tmp_path / "支部.db") == beside


def test_without_any_file_the_packaged_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config_module, "_CHECKOUT", tmp_path)
    assert load_config(book=tmp_path / "支部.db") == Config()


def uncommented() -> str:
    return re.sub(r"(?m)^# (\w+ = )", r"\1", SHIPPED.read_text(encoding="utf-8"))


def test_the_shipped_file_changes_nothing() -> None:
    assert read_config(SHIPPED) == Config(path=SHIPPED)


def test_the_shipped_file_shows_every_rule(tmp_path: Path) -> None:
    read = read_config(write(tmp_path, uncommented()))
    assert set(read.overrides) == {item.name for item in dataclasses.fields(Rules)}


def test_the_shipped_file_shows_the_defaults(tmp_path: Path) -> None:
    path = write(tmp_path, uncommented())
    read = read_config(path)
    assert (read.rules(), dataclasses.replace(read, overrides=Config().overrides)) == (
        Rules(),
        Config(path=path, scheme="branch-default", begins="2026-05-01"),
    )
