"""What the minutes say, in Word and in Markdown."""

from __future__ import annotations

import dataclasses

import pytest
from docx.oxml.ns import qn

from db.export.markdown import plain
from db.export.minutes import minutes_docx, minutes_markdown
from db.export.minutes_outline import NOT_RECORDED, closing_blocks, minutes_blocks
from db.export.outline import Heading, Paragraph, from_json, to_json
from db.export.papers import (
    Amendment,
    Criticism,
    Item,
    MinutesPaper,
    ReadBack,
    Speech,
    Standing,
    Turn,
)
from db.rules.minutes import State
from tests.export.reading import all_text, head_texts, opened, table_texts
from tests.export.samples import POLL_SENTENCE, START, final, minutes

DRAFT = Standing()


def text_of(paper: MinutesPaper, standing: Standing = DRAFT) -> str:
    return all_text(opened(minutes_docx(minutes_blocks(paper), standing)))


def facts_of(paper: MinutesPaper) -> dict[str, str]:
    return {
        row[0]: row[1] for row in table_texts(opened(minutes_docx(minutes_blocks(paper), DRAFT)).tables[0])
    }


def headings(paper: MinutesPaper, level: int = 1) -> list[str]:
    return [
        block.text for block in minutes_blocks(paper) if isinstance(block, Heading) and block.level == level
    ]


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("会议名称", "2026年度组织生活会"),
        ("年度", "2026年度"),
        ("会议时间", "2026年11月20日（星期五）14:30至17:10"),
        ("会议地点", "局机关三楼会议室"),
        ("主持人", "于建国（党支部书记）"),
        ("记录人", "马晓燕（组织委员）"),
        ("应到党员", "26名（正式党员25名，预备党员1名）"),
        ("实到党员", "25名（正式党员24名，预备党员1名）"),
        ("请假党员", "冯军（因公出差）"),
        ("缺席党员", "无"),
        ("迟到早退", "李娜（14:50到会）"),
        ("列席人员", "周敏（市直机关工委组织部副部长）"),
        ("会议主题", "学习贯彻党的创新理论，深入查摆问题，开展批评和自我批评"),
    ],
)
def test_the_head_table_names(label: str, value: str) -> None:
    assert facts_of(minutes())[label] == value


def test_agenda_items_are_numbered_in_chinese_and_corrections_come_after_them() -> None:
    assert headings(minutes()) == [
        "一、通报准备情况及上次整改",
        "二、个人对照检查和相互批评",
        "三、学习交流",
        "四、推选监票人、计票人",
        "五、民主评议党员",
        "六、领导点评",
        "七、整改事项",
    ]


def test_each_member_has_a_heading_of_his_own() -> None:
    paper = dataclasses.replace(
        minutes(3), items=(Item("对照检查", (Turn("丁一", "检查"), Turn("王伟", "检查"))),)
    )
    assert headings(paper, 2) == ["（一）丁一同志对照检查", "（二）王伟同志对照检查"]


def test_a_heading_that_stands_alone_in_its_item_bears_no_number() -> None:
    paper = dataclasses.replace(minutes(3), items=(Item("对照检查", (Turn("丁一", "检查"),)),))
    assert headings(paper, 2) == ["丁一同志对照检查"]


def test_a_critic_of_another_body_is_a_comrade_before_his_post_is_told() -> None:
    turn = Turn("丁一", "检查", criticisms=(Criticism("周敏（机关党委副书记）", "意见"),))
    paper = dataclasses.replace(minutes(3), items=(Item("对照检查", (turn,)),))
    assert "周敏同志（机关党委副书记）提出批评意见：意见" in text_of(paper)


def test_a_critic_is_named() -> None:
    assert "于建国同志提出批评意见：建议在重点工作推进中多听取一线同志意见" in text_of(minutes(3))


def test_an_answer_is_named() -> None:
    assert "丁一同志表态：诚恳接受" in text_of(minutes(3))


def test_a_written_statement_names_who_read_it() -> None:
    turn = Turn("丁一", "书面检查", reader="李娜", criticisms=(Criticism("王伟", "意见", reader="石磊"),))
    text = text_of(dataclasses.replace(minutes(3), items=(Item("对照检查", (turn,)),)))
    assert (
        "（书面发言，李娜代读）书面检查" in text,
        "王伟同志提出批评意见（书面发言，石磊代读）：意见" in text,
    ) == (True, True)


def test_a_speech_without_text_says_that_nothing_was_noted() -> None:
    assert NOT_RECORDED in text_of(
        dataclasses.replace(minutes(3), items=(Item("发言", (Speech("丁一", "发言", ""),)),))
    )


def test_a_skipped_item_keeps_its_number_and_says_why() -> None:
    assert "本项未进行。事由：时间不足，改在下次党员大会进行。" in text_of(minutes(3))


def test_an_item_that_ran_long_says_planned_and_actual() -> None:
    assert "（本项14:30开始，计划10分钟，实际用时18分钟。）" in text_of(minutes(3))


def test_an_item_in_time_says_nothing_of_it() -> None:
    item = Item("通报", (Speech("丁一", "汇报", "好"),), planned_minutes=10, actual_minutes=12)
    assert "实际用时" not in text_of(dataclasses.replace(minutes(3), items=(item,)))


def test_the_poll_is_one_sentence_with_those_who_counted() -> None:
    assert POLL_SENTENCE + "监票人：石磊；计票人：白雪梅、朱明。" in text_of(minutes(3))


def test_no_table_in_the_minutes_counts_a_person() -> None:
    document = opened(minutes_docx(minutes_blocks(minutes()), final()))
    heads = [table_texts(table)[0] for table in document.tables[1:]]
    assert heads == [["序号", "存在问题", "整改措施", "责任人", "完成时限"]]


def test_commentary_names_commentator_post_and_manner() -> None:
    assert "周敏（市直机关工委组织部副部长）以集中点评方式对党支部作了点评。" in text_of(minutes(3))


def test_the_moment_of_closing_is_said() -> None:
    assert "2026年11月20日17:10，主持人宣布散会。" in text_of(minutes(3))


def test_a_draft_says_so_on_every_page_and_at_the_end() -> None:
    document = opened(minutes_docx(minutes_blocks(minutes(3)), DRAFT))
    assert (head_texts(document), "本记录为草稿，尚未宣读核对。" in all_text(document)) == (
        ["草稿　未经宣读核对"] * 2,
        True,
    )


def test_reading_back_notes_the_objections() -> None:
    standing = Standing(State.READ_BACK, ReadBack(START, "李娜提出第二部分漏记表态，已补记。"))
    text = text_of(minutes(3), standing)
    assert "本记录于2026年11月20日14:30宣读核对，提出意见：李娜提出第二部分漏记表态，已补记。" in text


def test_final_minutes_say_when_and_carry_no_mark() -> None:
    document = opened(minutes_docx(minutes_blocks(minutes(3)), final()))
    said = "宣读核对，无异议。2026年11月21日17:08定稿。" in all_text(document)
    assert (said, head_texts(document)) == (True, ["", ""])


def test_final_minutes_carry_the_first_digits_of_their_digest() -> None:
    assert "记录校验码：" + "ab12" * 4 in text_of(minutes(3), final())


def test_a_later_correction_is_appended_after_the_signatures() -> None:
    standing = dataclasses.replace(final(), amendments=(Amendment(START, "第三项应为李国庆发言。"),))
    text = text_of(minutes(3), standing)
    assert text.index("记录人（签字）") < text.index("更正说明") < text.index("第三项应为李国庆发言。")


def test_both_chair_and_recorder_have_a_place_to_sign() -> None:
    line = next(line for line in text_of(minutes(3)).splitlines() if "主持人（签字）：" in line)
    assert "记录人（签字）：" in line


def test_the_signatures_never_stand_alone_on_a_page() -> None:
    document = opened(minutes_docx(minutes_blocks(minutes(3)), final()))
    place = next(i for i, paragraph in enumerate(document.paragraphs) if "主持人（签字）" in paragraph.text)
    kept = [
        paragraph._p.pPr.find(qn("w:keepNext")) is not None
        for paragraph in document.paragraphs[place - 3 : place + 1]
    ]
    assert kept == [True] * 4


def test_a_rehearsal_is_marked_in_markdown_too() -> None:
    assert minutes_markdown(minutes_blocks(minutes(3)), DRAFT, is_rehearsal=True).startswith(
        "> **演练　不作为正式记录**"
    )


@pytest.mark.parametrize("count", [0, 3, 30, 300])
def test_word_and_markdown_say_the_same(count: int) -> None:
    blocks = minutes_blocks(minutes(count))
    marks = str.maketrans("", "", "|-#<>br* \n\\")
    text = all_text(opened(minutes_docx(blocks, DRAFT))).translate(marks)
    same = minutes_markdown(blocks, DRAFT).translate(marks)
    # The head table has a head row of its own in Markdown, and what it holds stands first in both.
    assert same.replace("项目内容", "", 1).replace("　", "") == text.replace("　", "")


def test_a_record_survives_being_kept_as_text() -> None:
    blocks = minutes_blocks(minutes())
    assert from_json(to_json(blocks)) == blocks


def test_corrections_do_not_touch_the_record_that_was_frozen() -> None:
    blocks = minutes_blocks(minutes(3))
    amended = dataclasses.replace(final(), amendments=(Amendment(START, "更正"),))
    assert to_json((*blocks, *closing_blocks(amended))).startswith(to_json(blocks)[:-1])


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("# 不是标题", "\\# 不是标题"),
        ("- 不是列表", "\\- 不是列表"),
        ("1. 不是列表", "1\\. 不是列表"),
        ("*不是* `码`", "\\*不是\\* \\`码\\`"),
        ("a|b", "a\\|b"),
        ("[/x]", "[/x]"),
        ("[名](址)", "[名]\\(址)"),
        ("<br>", "\\<br>"),
    ],
)
def test_what_people_type_is_no_mark_in_markdown(typed: str, written: str) -> None:
    assert plain(typed) == written


def test_a_meeting_that_runs_says_so() -> None:
    blocks = minutes_blocks(dataclasses.replace(minutes(3), ended=None))
    assert Paragraph("会议尚未结束。", is_kept=True) in blocks


def test_a_meeting_not_yet_opened_says_nothing_of_who_came() -> None:
    paper = dataclasses.replace(minutes(3), started=None, ended=None, is_begun=False)
    facts = facts_of(paper)
    assert (facts["实到党员"], facts["缺席党员"]) == ("", "")
    assert Paragraph("会议尚未开始。", is_kept=True) in minutes_blocks(paper)
