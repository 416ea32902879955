"""Finding a scheme file and reading it whole."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.errors import BadInput
from db.rules.scheme import Scheme
from db.rules.scheme_dates import begun
from db.rules.stated import ORIGINS
from db.scheme.duties import (
    read_assessments,
    read_awards,
    read_designations,
    read_requirements,
    read_targets,
    read_tiers,
)
from db.scheme.meetings import read_scale, read_templates
from db.scheme.parts import (
    read_activities,
    read_inspections,
    read_links,
    read_nodes,
    read_stages,
    read_standards,
)
from db.scheme.points import read_points
from db.scheme.reading import Known, day_in_order, one_of
from db.toml_file import parse_toml, read_toml

if TYPE_CHECKING:
    from db.rules.scheme import Stage
    from db.toml_file import Table

SCHEMES = Path(__file__).resolve().parent.parent / "schemes"

_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")


def packaged() -> tuple[str, ...]:
    """Return the ids of the schemes that come with the program."""
    return tuple(sorted(path.stem for path in SCHEMES.glob("*.toml")))


def path_of(name: str, beside: Path | None = None) -> Path:
    """Return the file of a packaged scheme by id, or of a branch's own by path.

    Args:
        name: Id or path; a relative path starts at ``beside``.
        beside: The folder of the file that named the scheme.

    Raises:
        BadInput: the name is neither.
    """
    if name in packaged():
        return SCHEMES / f"{name}.toml"
    if not name.endswith(".toml"):
        raise BadInput(
            f"没有方案“{name}”。程序自带的有：{'、'.join(packaged())}；也可以写自己的 .toml 文件的路径。"
        )
    return (beside or Path()) / Path(name).expanduser()


def load_scheme(name: str, beside: Path | None = None, begins: str = "") -> Scheme:
    """Load a packaged scheme by id, or a branch's own file by path.

    Args:
        name: Id or path; a relative path starts at ``beside``.
        beside: The folder of the file that named the scheme.
        begins: ISO day on which the branch begins it; empty for the document's own dates.

    Raises:
        BadInput: there is no such scheme, or its file is at fault: file, key, expected.
    """
    return read_scheme(path_of(name, beside), begins)


def read_scheme(path: Path, begins: str = "") -> Scheme:
    """Read one scheme file.

    Raises:
        BadInput: naming the file, the key and what was expected.
    """
    return parse_scheme(read_toml(path), path, begins)


def parse_scheme(top: Table, path: Path, begins: str = "") -> Scheme:
    """Make a scheme of a parsed file, begun on its own first day or on another.

    Raises:
        BadInput: naming the file, the key and what was expected.
    """
    known = Known()
    scale_table = top.table("scale")
    stages = read_stages(top, known)
    first, last = _span(top, stages)
    points = read_points(top.table("points"), known)
    scheme = Scheme(
        id=path.stem,
        title=top.text("title"),
        issuer=top.text("issuer", ""),
        number=top.text("number", ""),
        date=top.text(
            "date", "", check=lambda text: bool(_DATE.fullmatch(text)), expected="日期，如 2018-10-28"
        ),
        source=top.text("source", ""),
        theme=top.text("theme", ""),
        begins=first,
        ends=last,
        standards=read_standards(top, known),
        stages=stages,
        links=read_links(top, known),
        activities=read_activities(top),
        requirements=read_requirements(top, known, stages),
        designations=read_designations(top, known),
        targets=read_targets(top, known),
        tiers=read_tiers(top, known),
        assessments=read_assessments(top, known),
        awards=read_awards(top, known),
        inspections=read_inspections(top),
        nodes=read_nodes(top),
        notes=top.texts("notes", ()),
        points=points,
        scale=read_scale(scale_table),
        scale_title=scale_table.text("title"),
        scale_origin=one_of(scale_table, "origin", ORIGINS, "seed"),
        meetings=read_templates(top, known),
        fingerprint=fingerprint(top.content, begins if begins != first else ""),
        path=path,
        text=top.text_of_file,
    )
    scale_table.finish()
    top.finish()
    return begun(scheme, begins) if begins else scheme


def start_on(scheme: Scheme, begins: str) -> Scheme:
    """Return the same file begun on another ISO day; on the document's own dates where the day is empty."""
    return parse_scheme(parse_toml(scheme.text, scheme.path.name), scheme.path, begins)


def _span(top: Table, stages: tuple[Stage, ...]) -> tuple[str, str]:
    """First and last day of the scheme: its stages', or what it says itself; empty where it simply holds."""
    if not stages:
        first = top.day("begins", "")
        return first, day_in_order(top, "ends", first, "begins", "")
    for key in ("begins", "ends"):
        if key in top:
            raise top.fault(key, "不写（有 stages 时由各阶段的日期定）")
    top.know("begins", "ends")
    return stages[0].begins, max(stage.ends for stage in stages)


def fingerprint(content: Mapping[str, Any], begins: str = "") -> str:
    """Return the SHA-256 of what a scheme says and when it was begun, whatever its comments and layout."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256((text + (f"\n{begins}" if begins else "")).encode()).hexdigest()
