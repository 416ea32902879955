"""Asking for a code: who is meant, and nothing in brackets where the branch chose nobody."""

from __future__ import annotations

import pytest

from tests.faces.screen import screen_text
from tui.calm_app import CalmApp
from tui.widgets.codes import CodeAsked


@pytest.mark.parametrize(("names", "said"), [("史文", "请计票人（史文）输入"), ("", "请计票人输入")])
async def test_a_code_is_asked_of_whoever_holds_it(names: str, said: str) -> None:
    async with CalmApp[None]().run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(CodeAsked("计票人", names))
        await pilot.pause()
        assert said in screen_text(pilot.app)
