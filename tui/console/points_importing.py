"""A sheet of points from the console: pick a file, look at the preview, write it or leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts.points_import import commit_points, plan_points
from db.imports.points import read_points
from tui.console.preview import Preview, Previewed
from tui.present import point_import as present
from tui.widgets.dialogs import Choice, Choose
from tui.widgets.file_picker import PickFile

if TYPE_CHECKING:
    from pathlib import Path

    from db.acts.points_import import PointsPlan
    from db.scheme import Scheme
    from tui.console.pane import Desk


async def import_points(desk: Desk, folder: Path, year: int, scheme: Scheme) -> tuple[str, Path]:
    """Ask for a file and import it.

    Returns:
        What was done, empty where nothing was; and the folder to start in next time.

    Raises:
        BadInput: the file cannot be read.
        Conflict: the book changed during the preview.
    """
    path = await desk.ask(PickFile("选择积分表文件", folder))
    if path is None:
        return "", folder
    today = desk.book.today()
    sheet = read_points(path, today=today)
    if len(sheet.sheets) > 1:
        choices = [Choice(name, name) for name in sheet.sheets]
        chosen = await desk.ask(Choose("文件里有几张工作表，读哪一张", choices, selected=sheet.sheet))
        if chosen is None:
            return "", path.parent
        sheet = read_points(path, sheet=chosen, today=today)
    plan = plan_points(desk.book, sheet, year, scheme)
    answer = await desk.ask(PointsPreview(plan))
    if answer is None:
        return "", path.parent
    done = commit_points(desk.book, plan, scheme=scheme, skip_bad=answer == "skip")
    return present.imported_text(done), path.parent


class PointsPreview(Preview):
    """Gives `import`, `skip`, or None to leave everything as it was."""

    def __init__(self, plan: PointsPlan) -> None:
        bad = len(plan.faulty_rows)
        stopped = f"有{bad}行有误：请改正文件，或按 2 跳过这些行" if bad else ""
        nothing = "" if plan.changes_anything else "没有要写入的内容"
        skip = f"跳过有误的{bad}行，其余导入" if bad else "跳过有误的行"
        shown = Previewed(
            title=f"导入预览：{plan.sheet.file}　{plan.sheet.sheet}（还没有写入）",
            headline=present.plan_headline(plan),
            is_bad=bool(plan.faults),
            notes=present.plan_notes(plan),
            rows=tuple(present.plan_rows(plan)),
            empty="这份表里没有积分",
            acts=(
                ("import", "全部导入", stopped or nothing),
                ("skip", skip, nothing if bad else "没有有误的行"),
            ),
        )
        super().__init__(shown)
