"""One base error, in Chinese, that says what happened and what to do."""

from __future__ import annotations


class PingyiError(Exception):
    """Anything that the program tells a person instead of going on.

    Attributes:
        message: one or two Chinese sentences: what happened, what to do.
        title: a few Chinese words for the head of a dialog.
    """

    title = "无法继续"

    def __init__(self, message: str, *, title: str = "") -> None:
        super().__init__(message)
        self.message = message
        if title:
            self.title = title


class Refused(PingyiError):
    """A rule of the meeting says no."""

    title = "不能这样做"


class BadInput(PingyiError):
    """A file or a field holds something that cannot be read; names the place."""

    title = "内容有误"


class BookError(PingyiError):
    """The book cannot be opened, read or written."""

    title = "簿册打不开"


class OtherVersion(BookError):
    """Another version of the program made the book, and opening it to read cannot bring it up to date."""

    title = "版本不同"


class Conflict(PingyiError):
    """What the act was decided on has changed meanwhile."""

    title = "内容已变化"


def refuse_if(why_not: str) -> None:
    """Hold that no rule speaks against an act.

    Raises:
        Refused: one does, and this is what it says.
    """
    if why_not:
        raise Refused(why_not)
