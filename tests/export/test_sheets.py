"""Slips, count sheets and the forms that are filled by hand."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest

from db.export.ballot_papers import (
    CountPaper,
    Judgement,
    SlipPaper,
    SummaryRow,
    SummarySection,
)
from db.export.count_sheets import count_docx, summary_docx
from db.export.forms import commentary_docx, corrections_docx, sign_in_docx
from db.export.papers import (
    CommentaryForm,
    CommentaryPaper,
    CorrectionLine,
    CorrectionsPaper,
    Person,
    SignInPaper,
)
from db.export.slips import MOST_ROWS, SMALL_CELL, copies_in_file, copies_to_print, slip_notes, slips_docx
from db.export.wording import folded
from db.rules.ballot import APPRAISAL_FORM, BallotForm
from db.rules.poll_kinds import NOMINATION_SCALE
from tests.export.reading import all_text, head_texts, opened, table_texts
from tests.export.samples import BRANCH, START, names, summary

CORRECTIONS = CorrectionsPaper(
    BRANCH, 2026, START.date(), (CorrectionLine("问题", "措施", "欧阳晓岚", "2027年12月31日"),)
)
SCALE = ("优秀", "合格", "基本合格", "不合格")
COUNT = CountPaper(
    BRANCH,
    "2026年度组织生活会",
    "民主评议党员",
    START.date(),
    26,
    24,
    24,
    23,
    22,
    1,
    "0123456789abcdef" * 4,
    "77aa",
    ("石磊",),
)


def slip(count: int, copies: int = 1) -> SlipPaper:
    return SlipPaper(
        BRANCH,
        2026,
        START.date(),
        SCALE,
        names(count),
        copies,
        notes=slip_notes(APPRAISAL_FORM, excellent_limit=8),
    )


def test_as_many_slips_are_printed_as_people_rate_and_the_spare_ones() -> None:
    assert copies_to_print(24, 2) == 26


def test_every_slip_is_a_sheet_of_its_own() -> None:
    assert all_text(opened(slips_docx(slip(3, copies=5)))).count("民主评议党员测评票") == 5


def test_a_pile_too_long_for_one_file_holds_one_slip() -> None:
    assert (copies_in_file(slip(300, copies=302)), copies_in_file(slip(26, copies=26))) == (1, 26)


def test_the_longest_pile_in_one_file_is_within_the_limit() -> None:
    paper = slip(40, copies=MOST_ROWS // 40)
    assert copies_in_file(paper) * 40 <= MOST_ROWS


def test_a_slip_has_no_place_to_sign() -> None:
    assert "签字" not in all_text(opened(slips_docx(slip(26))))


@pytest.mark.parametrize("count", [3, 26, 50])
def test_no_number_runs_through_the_pile_of_slips(count: int) -> None:
    with zipfile.ZipFile(io.BytesIO(slips_docx(slip(count, copies=3)))) as archive:
        assert not any(b" PAGE " in archive.read(name) for name in archive.namelist())


def test_a_long_slip_counts_its_own_pages_from_one() -> None:
    sections = opened(slips_docx(slip(60, copies=3))).sections
    assert [section._sectPr.xpath("w:pgNumType/@w:start") for section in sections] == [["1"]] * 3


def test_copies_of_a_slip_do_not_differ() -> None:
    tables = opened(slips_docx(slip(26, copies=3))).tables
    assert table_texts(tables[0]) == table_texts(tables[1]) == table_texts(tables[2])


def test_few_names_stand_in_one_column_in_the_order_given() -> None:
    rows = table_texts(opened(slips_docx(slip(3))).tables[0])
    assert rows == [
        ["序号", "姓名", *SCALE],
        ["1", "丁\u3000一", *[""] * 4],
        ["2", "于建国", *[""] * 4],
        ["3", "马晓燕", *[""] * 4],
    ]


def test_many_names_run_down_the_first_group_and_then_the_second() -> None:
    rows = table_texts(opened(slips_docx(slip(27))).tables[0])[2:]
    first, last = rows[0], rows[-1]
    assert ((first[0], first[6]), (last[0], last[6])) == (("1", "15"), ("14", ""))


def test_the_notes_say_no_name_one_mark_and_the_limit() -> None:
    text = all_text(opened(slips_docx(slip(26))))
    assert all(words in text for words in ("无记名", "“√”", "一般不超过8名", "姓氏笔画", "票箱"))


def test_the_notes_name_no_limit_where_there_is_none() -> None:
    assert "不超过" not in "".join(slip_notes(APPRAISAL_FORM))


def test_a_slip_of_a_rehearsal_is_marked() -> None:
    assert "演练" in head_texts(opened(slips_docx(dataclasses.replace(slip(3), is_rehearsal=True))))[0]


def test_the_count_sheet_says_the_sentence_and_what_did_not_come_back() -> None:
    text = all_text(opened(count_docx(COUNT)))
    assert "发出测评票24张，收回23张；其中有效票22张，废票1张，未收回1张。" in text


def test_the_count_sheet_holds_the_code_in_groups() -> None:
    assert "01234567 89abcdef 01234567 89abcdef" in all_text(opened(count_docx(COUNT)))


def test_the_count_sheet_says_what_it_does_not_prove() -> None:
    text = all_text(opened(count_docx(COUNT)))
    assert ("不能证明" in text, "封存" in text) == (True, True)


def test_the_count_sheet_has_places_for_scrutineer_and_teller() -> None:
    text = all_text(opened(count_docx(COUNT)))
    assert ("监票人（签字）：" in text, "计票人（签字）：" in text) == (True, True)


def test_the_count_sheet_counts_nobody() -> None:
    assert not any(name in all_text(opened(count_docx(COUNT))) for name in names(26) if name != "石磊")


def test_shares_have_two_decimals_of_the_valid_slips() -> None:
    rows = table_texts(opened(summary_docx(summary(3))).tables[0])
    assert rows[2][:5] == ["1", "丁\u3000一", "20", "86.96%", "2"]


def test_void_rows_get_a_column_where_there_are_any() -> None:
    paper = dataclasses.replace(summary(1), rows=(SummaryRow("丁一", (1, 0, 0, 0), 0, 2, void=1),))
    assert table_texts(opened(summary_docx(paper)).tables[0])[0][-2:] == ["弃权", "无效"]


def test_who_gets_no_grade_has_no_counts_in_the_summary() -> None:
    paper = dataclasses.replace(summary(1), rows=(SummaryRow("丁一", (0, 0, 0, 0), 23, 23, is_graded=False),))
    assert table_texts(opened(summary_docx(paper)).tables[0])[2][2:] == ["不定等次"] * 9


def test_each_place_to_sign_leaves_room_to_write() -> None:
    lines = all_text(opened(summary_docx(summary()))).splitlines()
    signed = next(line for line in lines if line.startswith("监票人（签字）"))
    assert len(signed) + 5 <= 174 / SMALL_CELL


@pytest.mark.parametrize("made", [summary_docx(summary()), corrections_docx(CORRECTIONS)])
def test_the_places_to_sign_keep_the_last_row_with_them(made: bytes) -> None:
    last = opened(made).tables[0].rows[-1]
    assert all(
        paragraph.paragraph_format.keep_with_next for cell in last.cells for paragraph in cell.paragraphs
    )


def test_a_deadline_and_a_long_name_stand_on_one_line_in_the_correction_list() -> None:
    widths = [column.width.mm for column in opened(corrections_docx(CORRECTIONS)).tables[0].columns]
    assert (widths[7] >= 36, widths[6] >= 17) == (True, True)


def test_the_correction_list_names_the_branch_that_files_it() -> None:
    assert f"填报单位：{BRANCH}" in all_text(opened(corrections_docx(CORRECTIONS)))


@pytest.mark.parametrize(("guests", "lines"), [(0, 4), (2, 4), (6, 7)])
def test_the_sign_in_sheet_has_one_empty_line_for_a_guest_at_least(guests: int, lines: int) -> None:
    people = tuple(Person(name) for name in names(guests))
    paper = SignInPaper(BRANCH, "组织生活会", "14:30", "会议室", "主题", (), people)
    assert len(opened(sign_in_docx(paper)).tables[-1].rows) == 1 + lines


def test_the_summary_is_marked_internal_on_every_page() -> None:
    assert head_texts(opened(summary_docx(summary()))) == ["内部资料　注意保管"] * 2


def test_the_sign_in_sheet_lists_everybody_once_and_leaves_lines_for_others() -> None:
    paper = SignInPaper(
        BRANCH, "组织生活会", "14:30", "会议室", "主题", tuple(Person(name) for name in names(5))
    )
    document = opened(sign_in_docx(paper))
    rows = table_texts(document.tables[1])[1:]
    listed = [row[1] for row in rows] + [row[5] for row in rows if row[5]]
    assert ([name.replace("\u3000", "") for name in listed], len(document.tables[2].rows)) == (
        list(names(5)),
        5,
    )


def test_a_name_of_six_characters_stands_on_one_line_of_the_sign_in_sheet() -> None:
    paper = SignInPaper(BRANCH, "组织生活会", "", "", "", (Person("[/x]王[b]"), Person("古丽娜尔江木")))
    document = opened(sign_in_docx(paper))
    cell = document.tables[1].cell(1, 5)
    room = cell.width.mm - 2 * 0.5
    assert (cell.text, room >= 6 * 12 * 25.4 / 72) == ("古丽娜尔江木", True)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("王伟", ["王\u3000伟"]),
        ("买买提·江", ["买买提·江"]),
        ("阿依古丽·吐尔逊", ["阿依古丽·", "吐尔逊"]),
        ("王芳（第一党小组）", ["王\u3000芳", "第一党小组"]),
        ("阿依古丽·吐尔逊（女）", ["阿依古丽·", "吐尔逊", "女"]),
        ("没有间隔号的长名字", ["没有间隔号的长名字"]),
    ],
)
def test_long_names_fold_where_people_pause(name: str, lines: list[str]) -> None:
    assert folded(name, 6).split("\n") == lines


def test_everybody_has_a_commentary_sheet_on_a_page_of_its_own() -> None:
    paper = CommentaryPaper(BRANCH, 2026, tuple(CommentaryForm(name) for name in names(3)))
    document = opened(commentary_docx(paper))
    breaks = len(document.element.body.xpath(".//w:br[@w:type='page']"))
    assert ([table_texts(table)[0][1] for table in document.tables], breaks) == (list(names(3)), 2)


def test_the_correction_list_is_landscape_with_every_column() -> None:
    paper = CorrectionsPaper(
        BRANCH, 2026, START.date(), (CorrectionLine("问题", "措施", "李娜", "2027年6月"),)
    )
    document = opened(corrections_docx(paper))
    row = table_texts(document.tables[0])[1]
    assert (document.sections[0].page_width > document.sections[0].page_height, row) == (
        True,
        ["1", "问题", "", "", "措施", "", "李娜", "2027年6月", "", ""],
    )


def test_an_empty_correction_list_has_lines_to_fill() -> None:
    assert len(opened(corrections_docx(CorrectionsPaper(BRANCH, 2026, None))).tables[0].rows) == 9


def test_one_who_gets_no_grade_has_no_place_to_mark() -> None:
    rows = table_texts(opened(slips_docx(dataclasses.replace(slip(3), ungraded=(1,)))).tables[0])
    assert (rows[1][2], rows[2][2:]) == ("", ["不定等次"] * 4)


def test_a_slip_with_criteria_has_a_column_a_word_and_the_overall_grade_last() -> None:
    criteria = (Judgement("理想信念", ("好", "一般", "差")),)
    rows = table_texts(opened(slips_docx(dataclasses.replace(slip(3), criteria=criteria))).tables[0])
    assert rows[1][2:] == ["好", "一般", "差", "优秀", "合格", "基本\n合格", "不\n合格"]


def test_a_slip_with_many_criteria_has_a_column_to_write_in_each() -> None:
    criteria = tuple(Judgement(f"第{number}项", ("好", "一般", "差")) for number in range(12))
    rows = table_texts(opened(slips_docx(dataclasses.replace(slip(3), criteria=criteria))).tables[0])
    assert rows[1][2:] == [*["好、一般、差"] * 12, "优秀、合格、基本合格、不合格"]


def test_a_slip_that_takes_problems_lists_them_by_number() -> None:
    notes = slip_notes(BallotForm(APPRAISAL_FORM.scale, problems=("无故缺勤", "推诿任务")))
    assert any("1 无故缺勤；2 推诿任务" in note for note in notes)


def test_a_slip_of_a_recommendation_says_how_many_and_what_spoils_it() -> None:
    notes = "".join(slip_notes(BallotForm(NOMINATION_SCALE, most_chosen=3, write_ins=1)))
    assert ("最多推荐3名；多于3名的，整张票作废" in notes, "最多另选1名" in notes) == (True, True)


def test_a_slip_says_what_a_row_marked_twice_spoils() -> None:
    assert "整张票作废" in slip_notes(APPRAISAL_FORM, scope="ballot")[0]


def test_a_slip_of_sentences_gives_them_the_room() -> None:
    words = "推动中心工作和重点任务完成情况"
    rows = table_texts(
        opened(slips_docx(dataclasses.replace(slip(1), names=(words,), head="项目"))).tables[0]
    )
    assert (rows[0][1], rows[1][1]) == ("项目", words)


def test_a_slip_has_lines_for_names_and_opinions_where_the_form_has_them() -> None:
    text = all_text(opened(slips_docx(dataclasses.replace(slip(2), write_ins=2, has_text=True))))
    assert ("另选人：" in text, "意见建议：" in text) == (True, True)


@pytest.mark.parametrize("called", ["另选人", "另选"])
def test_the_summary_calls_what_was_written_in_as_the_slip_does(called: str) -> None:
    paper = dataclasses.replace(summary(1), others=(("第三党小组", 2),), written_in=called)
    assert f"{called}：第三党小组2票。" in all_text(opened(summary_docx(paper)))


def test_a_slip_of_a_pool_says_who_fills_it_in() -> None:
    assert "由群众代表填写" in all_text(opened(slips_docx(dataclasses.replace(slip(2), pool="群众代表"))))


def test_the_count_sheet_of_a_booth_says_that_there_are_no_slips() -> None:
    text = all_text(opened(count_docx(dataclasses.replace(COUNT, has_paper=False, withdrawn=1))))
    assert ("无原始票" in text, "撤回1人次" in text, "封存人" in text) == (True, True, False)


def test_the_count_sheet_has_places_for_number_sealed_by_whom_and_until_when() -> None:
    text = all_text(opened(count_docx(COUNT)))
    assert all(word in text for word in ("共封存", "封存人", "保管至"))


def test_the_count_sheet_of_a_motion_says_what_was_decided() -> None:
    decided = "赞成20票，反对2票，弃权1票。赞成票超过应到会有表决权党员的半数，通过。"
    paper = dataclasses.replace(COUNT, slip="表决票", who="有表决权党员", results=(decided,))
    text = all_text(opened(count_docx(paper)))
    assert (decided in text, "应到有表决权党员26名" in text) == (True, True)


def test_the_summary_has_a_table_a_criterion_and_one_for_the_whole() -> None:
    section = SummarySection("理想信念", ("好", "一般", "差"), (SummaryRow("丁一", (20, 3, 0), 0, 23),))
    document = opened(summary_docx(dataclasses.replace(summary(1), criteria=(section,))))
    heads = [table_texts(table)[0][2] for table in document.tables]
    assert heads == ["好", "优秀"]


def test_the_summary_lists_problems_names_and_opinions() -> None:
    paper = dataclasses.replace(
        summary(2), problems=("无故缺勤", "推诿任务"), named=(("丁一", (3, 0)),), others=(("张三", 2),), texts=("[/x]",),
    )  # fmt: skip
    document = opened(summary_docx(paper))
    assert table_texts(document.tables[1]) == [["姓名", "1", "2"], ["丁\u3000一", "3", "0"]]
    assert all(word in all_text(document) for word in ("1 无故缺勤；2 推诿任务", "张三2票", "1. [/x]"))


def test_the_summary_of_a_pool_too_small_has_no_table() -> None:
    paper = dataclasses.replace(summary(1), rows=(), remarks=("不列各项票数。",))
    document = opened(summary_docx(paper))
    assert (len(document.tables), "不列各项票数" in all_text(document)) == (0, True)


def test_the_rows_of_a_usual_branch_stand_closer_so_that_they_fit_on_a_page() -> None:
    heights = [row_heights(summary_docx(summary(count)))[-1] for count in (20, 26)]
    assert heights[0] > heights[1]


def test_a_name_of_six_characters_has_the_room_for_one_line() -> None:
    long = ("额尔敦其其格", *names(26)[1:])
    widths = [
        opened(slips_docx(dataclasses.replace(slip(26), names=people))).tables[0].columns[1].width
        for people in (names(26), long)
    ]
    assert widths[1] > widths[0]


def row_heights(made: bytes) -> list[int]:
    return [int(row.height or 0) for row in opened(made).tables[0].rows]
