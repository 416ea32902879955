"""Every scene as the room sees it: large letters at 160 by 45, and 80 by 24 in the light look without half blocks."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App, ComposeResult

from db.views import scene_view as views
from tests.sample import AGENDA, NAMES
from tui.strings import display as said
from tui.theme import DARK, LIGHT
from tui.widgets.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 22, 6, 42, 5, tzinfo=timezone.utc)
BASE: dict[str, Any] = {"branch": "机关第一党支部", "meeting": "2026年度组织生活会"}
TEXTS = (
    ("肯定成绩", "支部班子带头学习党的创新理论，坚持“三会一课”，组织生活规范。"),
    ("指出问题", "理论学习联系实际不够紧密，个别党员批评意见辣味不足 [/x]。"),
)
CORRECTIONS = (
    views.CorrectionLine("理论学习联系实际不够紧密", "每月组织一次专题研讨", "于建国", "2026年12月"),
    views.CorrectionLine(
        "谈心谈话覆盖面不够", "支委每季度与联系党员谈心一次", "马晓燕", "", is_struck_off=True
    ),
)


def _agenda() -> views.AgendaView:
    states = ("done", "done", "running")
    items = (
        views.AgendaLine(number, title, states[number - 1] if number < 4 else "waiting", minutes * 60, 600_000,
                         "2026-11-22T06:40:00+00:00" if number == 3 else None)
        for number, (_, title, minutes) in enumerate(AGENDA, 1)
    )  # fmt: skip
    return views.AgendaView(**BASE, items=tuple(items))


SCENES: dict[str, views.SceneView] = {
    "test_card": views.ProofView(**BASE, room="extended"),
    "cover": views.CoverView(**BASE, year=2026, topic="深入查摆问题，开展批评和自我批评",
                             when="2026年11月22日（星期日）14:30", place="三楼会议室"),
    "roll_call": views.RollCallView(**BASE, due=26, present=21, on_leave=2, observers=2, missing=NAMES[-3:],
                                    leave_names=NAMES[:2]),
    "agenda": _agenda(),
    "points": views.PointsView(**BASE, year=2026, rows=tuple(
        views.PointsRow(key, name, 980 + key * 37 % 90) for key, name in enumerate(NAMES))),
    "ranks": views.PointsView(**BASE, year=2026, is_ranked=True, rows=tuple(
        views.PointsRow(key, name, 1100 - key // 2 * 5, key // 2 * 2 + 1) for key, name in enumerate(NAMES))),
    "movement": views.MovementView(**BASE, rows=tuple(
        views.PointsRow(key, name, 30 - key * 7) for key, name in enumerate(NAMES[:6]))),
    "categories": views.BarsView(**BASE, year=2026, rows=(
        views.PointsRow(0, "基础", 640), views.PointsRow(1, "贡献", 505), views.PointsRow(3, "扣分", -90))),
    "months": views.BarsView(**BASE, year=2026, by_month=True, rows=tuple(
        views.PointsRow(month, f"{month}月", month * 37 % 100) for month in range(1, 13))),
    "latest": views.LatestView(**BASE, rows=tuple(
        views.LatestRow(key, name, "讲微党课、宣讲[/x]", 30) for key, name in enumerate(NAMES[:8]))),
    "held": views.PointsHeldView(**BASE),
    "ballots": views.BallotsView(**BASE, title="民主测评", state="投票中", issued=26),
    "result": views.SlipResultView(**BASE, title="民主测评", issued=26, returned=26, valid=25, void=1),
    "motion": views.MotionResultView(**BASE, title="推选监票人、计票人", is_passed=True,
                                     counts=(("赞成", 22), ("反对", 1), ("弃权", 2))),
    "commentary": views.CommentaryView(**BASE, commentator="赵建设", post="区委组织部部长", target="机关第一党支部",
                                       parts=TEXTS),
    "member": views.CommentaryView(**BASE, commentator="赵建设", target="阿依古丽·吐尔逊"),
    "corrections": views.CorrectionsView(**BASE, lines=CORRECTIONS),
    "registers": views.SharesView(**BASE, title="台账完成情况", rows=(
        views.ShareRow("月读一本", 20, 26, 6), views.ShareRow("季写一篇", 26, 26), views.ShareRow("半年一讲", 11, 26),
        views.ShareRow("人生格言上桌", 24, 26), views.ShareRow("党小组讲评[/x]", 0, 3, 3))),
    "targets": views.SharesView(**BASE, title="达标进度", rows=(
        views.ShareRow("达到五好五强标准的党组织", 3, 5, goal=50), views.ShareRow("活动室达标", 2, 5, goal=100))),
    "message": views.MessageView(**BASE, text="休息十分钟，15:40 继续开会"),
    "rehearsal": views.MessageView(**BASE, is_rehearsal=True, text="[/x]"),
    "waiting": views.WaitingView(text=said.WAITING),
}  # fmt: skip


class Wall(App[None]):
    """One scene, from edge to edge."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, view: views.SceneView, *, half_blocks: bool, theme: str) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self._scene = Scene(half_blocks=half_blocks, clock=lambda: NOW)
        self._view = view
        self.theme = theme

    def compose(self) -> ComposeResult:
        yield self._scene

    def on_mount(self) -> None:
        self._scene.show(self._view)


@pytest.mark.parametrize("name", SCENES)
def test_large(snap_compare: Callable[..., bool], name: str) -> None:
    wall = Wall(SCENES[name], half_blocks=True, theme="pingyi-dark")
    assert snap_compare(wall, terminal_size=(160, 45))


@pytest.mark.parametrize("name", SCENES)
def test_small_and_light(snap_compare: Callable[..., bool], name: str) -> None:
    wall = Wall(SCENES[name], half_blocks=False, theme="pingyi-light")
    assert snap_compare(wall, terminal_size=(80, 24))
