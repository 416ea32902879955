"""The big text widget in an app."""

from textual.app import App, ComposeResult

from tui.widgets.bigtext import BigText


class Wall(App[None]):
    """One big text and nothing else."""

    def compose(self) -> ComposeResult:
        yield BigText("评议")


def _rows(app: App[None]) -> list[str]:
    big = app.query_one(BigText)
    return [
        "".join(
            "#" if s.style and s.style.bgcolor == big.rich_style.color else s.text[:1]
            for s in big.render_line(y)
            for _ in s.text
        )
        for y in range(big.size.height)
    ]


async def test_every_row_fills_the_width_exactly() -> None:
    app = Wall()
    async with app.run_test(size=(80, 24)):
        assert {len(row) for row in _rows(app)} == {80}


async def test_letters_grow_when_the_room_grows() -> None:
    app = Wall()
    async with app.run_test(size=(60, 20)) as pilot:
        small = sum(row.count("#") for row in _rows(app))
        await pilot.resize_terminal(160, 45)
        await pilot.pause()
        assert sum(row.count("#") for row in _rows(app)) == small * 9


async def test_where_nothing_big_fits_the_plain_words_are_shown() -> None:
    app = Wall()
    async with app.run_test(size=(20, 5)):
        big = app.query_one(BigText)
        assert [big.render_line(y).text.strip() for y in range(5)] == ["", "", "评议", "", ""]


async def test_new_text_replaces_the_old() -> None:
    app = Wall()
    async with app.run_test(size=(20, 5)) as pilot:
        app.query_one(BigText).text = "[/x]"
        await pilot.pause()
        assert app.query_one(BigText).render_line(2).text.strip() == "[/x]"
