"""`pingyi scheme`, as a person and a script use it."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

from db.acts import schemes
from db.scheme import load_scheme, packaged
from tui.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Branch


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["scheme", *words]) == 0
    return capsys.readouterr().out


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(capsys, "show", "--json", *words))
    return found


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["scheme", *words])
    return status, capsys.readouterr().err


def test_every_scheme_is_listed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = said(capsys, "list", "--db", str(tmp_path / "无.db")).splitlines()
    assert [line.split("\t")[0] for line in lines] == list(packaged())


def test_the_list_names_the_one_in_force(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    schemes.choose(branch.book, load_scheme("zibo-safety"))
    found = json.loads(said(capsys, "list", "--json", "--db", str(branch.book.path)))
    assert [one["id"] for one in found if one["in_force"]] == ["zibo-safety"]


def test_the_list_shows_the_days_that_the_branch_works_by(
    branch: Branch, capsys: pytest.CaptureFixture[str]
) -> None:
    schemes.choose(branch.book, load_scheme("zibo-safety", begins="2026-04-01"))
    lines = said(capsys, "list", "--db", str(branch.book.path)).splitlines()
    assert [line.split("\t")[3:] for line in lines if line.startswith("zibo")] == [
        ["2026年4月1日至2028年10月31日", "正在采用"]
    ]


def test_the_list_shows_a_file_of_ones_own_in_force(
    branch: Branch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said(capsys, "copy", "branch-default", str(tmp_path / "ours.toml"))
    schemes.choose(branch.book, load_scheme(str(tmp_path / "ours.toml")))
    lines = said(capsys, "list", "--db", str(branch.book.path)).splitlines()
    assert [line.split("\t")[0] for line in lines if line.endswith("正在采用")] == ["ours"]


@pytest.mark.parametrize("name", packaged())
def test_json_has_exactly_the_agreed_keys(capsys: pytest.CaptureFixture[str], name: str) -> None:
    found = shown(capsys, name)
    assert set(found) == {
        "id", "title", "issuer", "number", "date", "standards", "stages", "links", "requirements", "targets", "awards",
        "points",
    }  # fmt: skip
    inner = {
        "standards": {"target", "name", "criteria"},
        "stages": {"name", "begins", "ends", "wording", "tasks"},
        "requirements": {"name", "who", "how_many", "period"},
        "targets": {"what", "share", "by"},
        "awards": {"name", "target", "quota", "steps", "node"},
    }
    assert all(set(one) == keys for part, keys in inner.items() for one in found[part])
    assert all(set(each) == {"title", "text"} for one in found["standards"] for each in one["criteria"])
    assert set(found["points"]) == {"base", "rules"}


def test_json_gives_quota_steps_and_node(capsys: pytest.CaptureFixture[str]) -> None:
    award = shown(capsys, "zixi-county")["awards"][0]
    assert (award["quota"]["most"], award["steps"][-1], award["node"]) == (30, "表彰", "2011年“七一”前后")


def test_json_says_who_by_name_and_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    found = {one["name"]: one for one in shown(capsys, "hebei-research")["requirements"]}
    assert found["支部书记党建工作述职"] == {
        "name": "支部书记党建工作述职",
        "who": "post:书记",
        "how_many": 1,
        "period": "by:2011-03-31",
    }


def test_another_first_day_moves_what_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    found = shown(capsys, "zibo-safety", "--begins", "2026-05-01")
    assert (found["stages"][0]["begins"], found["targets"][0]["by"]) == ("2026-05-01", "2026-12-31")


def test_a_person_reads_it_as_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    page = said(capsys, "show", "hebei-research")
    assert all(
        word in page
        for word in ("自觉学习的模范", "“2010年4月上旬—5月底”", "各支部1-2名", "〔默认〕", "民主推荐（支部）")
    )


@pytest.mark.parametrize("name", packaged())
def test_a_copy_passes_the_check(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    path = str(tmp_path / "ours.toml")
    said(capsys, "copy", name, path)
    assert "没有错误" in said(capsys, "check", path)


def test_the_check_names_the_mistake(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    said(capsys, "copy", "zibo-safety", str(path))
    path.write_text(path.read_text(encoding="utf-8").replace("share = 70", "share = 170"), "utf-8")
    assert told(capsys, "check", str(path)) == (
        1,
        f"内容有误：{path}：targets[2].share 应是整数，1 到 100，现在是 170。\n",
    )


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["show"], 2, "scheme show 后面要写方案的名称或文件"),
        (["copy", "zibo-safety"], 2, "scheme copy 后面要写方案的名称和新文件"),
        (["list", "zibo-safety"], 2, "scheme list 后面写多了"),
        (["dance"], 2, "没有“dance”这一项，可选：list、show、check、copy"),
        (["show", "zibo"], 1, "没有方案“zibo”。程序自带的有：branch-default、"),
        (["show", "zibo-safety", "--begins", "9999-12-31"], 2, "9999-12-31 不是日期"),
        (["show", "zibo-safety", "--begins", "五月"], 2, "五月 不是日期，请写成 2026-05-01"),
        (["check", "没有.toml"], 1, "找不到文件 没有.toml"),
    ],
)
def test_what_cannot_be_done_is_told(
    capsys: pytest.CaptureFixture[str], words: list[str], status: int, sentence: str
) -> None:
    found, text = told(capsys, *words)
    assert found == status
    assert sentence in text


def test_a_scheme_is_shown_as_it_stands_today(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = []
    for year in (2010, 2030):
        monkeypatch.setattr(
            "tui.cli_scheme.utc_now", lambda year=year: datetime(year, 8, 15, tzinfo=timezone.utc)
        )
        pages.append(said(capsys, "show", "zibo-safety"))
    assert pages[0] != pages[1]
