"""What may stand on the stage: a scene named by kind and ids, never its text."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

SCENES = {
    "test": "测试卡",
    "cover": "会标",
    "rollcall": "签到情况",
    "agenda": "会议议程",
    "points": "积分情况",
    "points_movement": "会上积分变动",
    "points_categories": "积分分类",
    "points_months": "积分逐月",
    "points_latest": "最近加分",
    "ballots": "收票情况",
    "result": "表决与测评结果",
    "commentary": "领导点评",
    "corrections": "整改清单",
    "registers": "台账完成情况",
    "targets": "达标进度",
    "message": "通知",
    "blank": "黑屏",
}
"""Every kind of scene with its Chinese name, in the order in which a meeting needs them."""


POINTS_SCENES = tuple(kind for kind in SCENES if kind.startswith("points"))
"""Scenes that stay off the wall while a secret poll is open: they would sway the ballot."""


OF_NO_MEETING = ("test", "cover", "registers", "targets", "message", "blank")
"""Scenes that can be shown before there is any meeting; of the others nothing is there to be shown."""


@dataclass(frozen=True)
class SceneSpec:
    """A scene to show: its kind, the ids it is about, whether what is held back is revealed, a message's text."""

    kind: str
    ids: dict[str, int] = field(default_factory=dict)
    reveal: bool = False
    text: str = ""

    def to_json(self) -> str:
        """The spec as one JSON object."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> SceneSpec:
        """Read what `to_json` wrote; an unknown scene becomes the test card."""
        data = json.loads(text)
        kind = data.get("kind", "test")
        return cls(
            kind=kind if kind in SCENES else "test",
            ids={str(key): int(value) for key, value in data.get("ids", {}).items()},
            reveal=bool(data.get("reveal", False)),
            text=str(data.get("text", "")),
        )
