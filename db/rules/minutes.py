"""How a record comes to stand: draft, read back, final; afterwards only 更正说明 (DOMAIN §4: 宣读核对, 签名)."""

from __future__ import annotations

from enum import Enum


class State(str, Enum):
    """How far the minutes have come; the value is what the book stores."""

    DRAFT = "draft"
    READ_BACK = "read_back"
    FINAL = "final"

    @property
    def word(self) -> str:
        """Return the word on screen and paper."""
        return {State.DRAFT: "草稿", State.READ_BACK: "已宣读核对", State.FINAL: "定稿"}[self]


def why_not_read_back(state: State, *, is_started: bool, open_poll: str = "") -> str:
    """Return why the minutes cannot be read back, or an empty string.

    Args:
        state: How far they have come; reading back again is allowed until they are final.
        is_started: Whether the meeting was ever opened.
        open_poll: Title of a poll that is not yet counted, whose outcome the record still lacks.
    """
    if state is State.FINAL:
        return "会议记录已经定稿，只能另写更正说明。"
    if not is_started:
        return "会议还没有开会，没有可以核对的记录。"
    return f"“{open_poll}”尚未计票完毕，记录还不完整。请先完成计票。" if open_poll else ""


def why_not_reopen(state: State) -> str:
    """Return why the minutes cannot go back to being a draft, or an empty string."""
    if state is State.FINAL:
        return "会议记录已经定稿，不能退回草稿；有误请写更正说明。"
    return "会议记录本来就是草稿。" if state is State.DRAFT else ""


def why_not_finalise(state: State, *, is_over: bool, is_unchanged: bool) -> str:
    """Return why the minutes cannot become final, or an empty string.

    Args:
        state: How far they have come.
        is_over: Whether the meeting was adjourned.
        is_unchanged: Whether the record still says what was read back.
    """
    if state is State.FINAL:
        return "会议记录已经定稿。"
    if state is State.DRAFT:
        return "会议记录还没有宣读核对。请先宣读核对，再定稿。"
    if not is_over:
        return "会议还没有散会，散会时间要写进记录。请先散会。"
    return "" if is_unchanged else "宣读核对以后，记录又有改动。请把改动的地方再核对一次，然后定稿。"


def why_not_amend(state: State, text: str = "-") -> str:
    """Return why a 更正说明 cannot be added, or an empty string."""
    if state is not State.FINAL:
        return "会议记录还没有定稿，可以直接改，不用写更正说明。"
    return "" if text.strip() else "请写明更正什么。"
