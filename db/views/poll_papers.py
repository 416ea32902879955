"""The papers of a secret poll of any kind, filled from the book: slips, 计票报告单, 汇总表（内部）, 计票档案（内部）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import Refused
from db.export.ballot_papers import CountPaper, Judgement, SlipPaper, SummaryPaper, SummaryRow, SummarySection
from db.export.slips import copies_to_print, slip_notes
from db.rules.placing import line_remark
from db.views import polls, rollcall
from db.views.papers import is_rehearsal, meeting_day, moment_day

if TYPE_CHECKING:
    from db.book import Reader
    from db.views.meetings import Meeting
    from db.views.poll_results import PollResult, ResultRow
    from db.views.poll_sheets import PollSheet

BASE_NOTES = {"valid": "得票率以有效票数为基数。", "row": "得票率以该行有效票数为基数。"}
WITHHELD = "有效票不足三张，为保密只记有效票和废票，不列各项票数。"
NAMES = "姓名"


def slip_paper(reader: Reader, meeting: Meeting, poll_id: int | None = None) -> SlipPaper:
    """The slips of a poll in preparation: as many as there are people here to fill them in, and the spare ones.

    Raises:
        Refused: no poll was prepared.
    """
    sheet = _prepared(reader, meeting, poll_id)
    numbers, form = sheet.turnout, sheet.form
    is_draft = numbers.state == "draft"
    here = polls.electors_now(reader, numbers.id) if is_draft else numbers.electorate
    words = (*form.scale.names, form.blank_name) if numbers.traits.decides else form.scale.names
    limit = sheet.cap.limit if sheet.has_limit and sheet.cap else None
    return SlipPaper(
        branch=meeting.organisation,
        year=meeting.year,
        date=meeting_day(meeting),
        scale=words,
        names=tuple(target.label for target in sheet.targets),
        copies=copies_to_print(here, sheet.rules.spare_slips),
        title=numbers.traits.paper,
        notes=slip_notes(
            form,
            scope=sheet.scope,
            excellent_limit=limit,
            are_names=sheet.is_of_members,
            words=words if numbers.traits.decides else (),
        ),
        ungraded=tuple(place for place, target in enumerate(sheet.targets) if not target.is_graded)
        if sheet.has_limit
        else (),
        is_rehearsal=is_rehearsal(reader),
        criteria=tuple(Judgement(part.name, part.scale.names) for part in form.criteria),
        head=_head(sheet),
        called=numbers.traits.slip,
        are_names=sheet.is_of_members,
        heading=form.scale.names[0] if form.most_chosen else "综合评价",
        problems=form.problems,
        write_ins=form.write_ins,
        has_text=bool(form.text_bytes),
        pool=numbers.pool,
        subject=""
        if numbers.title in (numbers.traits.name, *(t.label for t in sheet.targets))
        else numbers.title,
    )


def count_paper(reader: Reader, meeting: Meeting, poll_id: int | None = None) -> CountPaper:
    """The 计票报告单 of a counted poll.

    Raises:
        Refused: none was counted.
    """
    found = _counted(reader, meeting, poll_id)
    sheet, numbers = found.sheet, found.sheet.turnout
    due, present = _people(reader, meeting, sheet)
    return CountPaper(
        branch=meeting.organisation,
        meeting=meeting.title,
        poll=_name(sheet),
        date=moment_day(sheet.counted_at) or meeting_day(meeting),
        due=due,
        present=present,
        issued=numbers.issued or 0,
        returned=numbers.returned or 0,
        valid=numbers.valid or 0,
        void=numbers.void or 0,
        digest=sheet.count_hash,
        # Beside its salt the code gives a short count away to whoever tries every count there can be.
        salt=sheet.count_salt if found.decision else "",
        scrutineers=sheet.scrutineers,
        tellers=sheet.tellers,
        is_rehearsal=is_rehearsal(reader),
        slip=numbers.traits.slip,
        who=_who(sheet),
        rule=_rule(sheet),
        results=(found.decision.sentence,) if found.decision else (),
        has_paper=numbers.channel != "booth",
        withdrawn=sheet.withdrawn,
        entries=sheet.entries,
    )


def summary_paper(reader: Reader, meeting: Meeting, poll_id: int | None = None) -> SummaryPaper:
    """The 汇总表（内部） of a counted poll.

    Raises:
        Refused: none was counted.
    """
    found = _counted(reader, meeting, poll_id)
    sheet, numbers, form = found.sheet, found.sheet.turnout, found.sheet.form
    due, present = _people(reader, meeting, sheet)
    return SummaryPaper(
        branch=meeting.organisation,
        year=meeting.year,
        poll=_name(sheet),
        date=moment_day(sheet.counted_at) or meeting_day(meeting),
        scale=form.scale.names,
        rows=tuple(_row(found, row) for row in found.overall),
        due=due,
        present=present,
        issued=numbers.issued or 0,
        returned=numbers.returned or 0,
        valid=numbers.valid or 0,
        void=numbers.void or 0,
        base_note=BASE_NOTES[sheet.rules.percent_base],
        digest=sheet.count_hash,
        salt=sheet.count_salt,
        scrutineers=sheet.scrutineers,
        tellers=sheet.tellers,
        is_rehearsal=is_rehearsal(reader),
        title=f"{numbers.traits.name}结果汇总表（内部）",
        use=numbers.traits.use,
        slip=numbers.traits.slip,
        who=_who(sheet),
        has_paper=numbers.channel != "booth",
        called=f"{numbers.traits.deed}汇总表（内部）",
        head=_head(sheet),
        blank_word=form.blank_name,
        criteria=() if found.is_withheld else _sections(found),
        problems=form.problems,
        named=tuple(
            (target.label, counts)
            for target, counts in zip(sheet.targets, found.tally.problems)  # noqa: B905 - none where none are listed
            if any(counts)
        ),
        others=found.tally.others,
        written_in=sheet.written_in,
        texts=found.tally.texts,
        remarks=tuple(_remarks(found)),
    )


def _sections(found: PollResult) -> tuple[SummarySection, ...]:
    return tuple(
        SummarySection(
            part.name,
            part.scale.names,
            tuple(_row(found, row) for row in found.rows if row.part.code == part.code),
        )
        for part in found.sheet.form.criteria
    )


def _row(found: PollResult, row: ResultRow) -> SummaryRow:
    valid = found.tally.valid
    base = valid if found.sheet.rules.percent_base == "valid" else valid - row.count.void_rows
    is_graded = row.target.is_graded or bool(row.part.code) or not found.sheet.has_limit
    return SummaryRow(
        row.target.label, row.count.grades, row.count.blank, base, row.count.void_rows, is_graded=is_graded
    )


def _remarks(found: PollResult) -> list[str]:
    """The line that matters for what follows, with the ties at it; or why nothing is shown."""
    if found.is_withheld:
        return [WITHHELD]
    if found.decision is not None:
        return [found.decision.sentence]
    if found.sheet.form.most_chosen:
        tied = [row.name for row in found.ranking if row.standing == "tied"]
        return [line_remark("推荐名额", found.places, tied)]
    if found.places:
        pairs = zip(found.overall, found.limit_standings, strict=True)
        tied = [row.target.label for row, standing in pairs if standing == "tied"]
        return [line_remark("优秀名额", found.places, tied)]
    return []


def _head(sheet: PollSheet) -> str:
    return NAMES if sheet.is_of_members else sheet.turnout.traits.head


def _rule(sheet: PollSheet) -> str:
    """How many a slip might choose, names written in among them, as the poll opened with it."""
    form = sheet.form
    if not form.most_chosen:
        return ""
    unit = "名" if sheet.is_of_members else "个"
    others = f"，其中可以另选{form.write_ins}{unit}" if form.write_ins else "，不可另选"
    spoils = "" if sheet.turnout.channel == "booth" else f"；多于{form.most_chosen}{unit}的，整张票作废"
    return f"每张票最多推荐{form.most_chosen}{unit}{others}{spoils}。"


def _name(sheet: PollSheet) -> str:
    numbers = sheet.turnout
    name = numbers.title if numbers.title != numbers.traits.name else numbers.traits.name
    return f"{name}（{numbers.pool}）" if numbers.pool else name


def _who(sheet: PollSheet) -> str:
    if sheet.turnout.pool:
        return sheet.turnout.pool
    return "有表决权党员" if sheet.turnout.traits.right == "votes" else "党员"


def _people(reader: Reader, meeting: Meeting, sheet: PollSheet) -> tuple[int, int]:
    """Due and present: of the whole roll where members rate, else of those who may vote here."""
    numbers = sheet.turnout
    if numbers.pool or numbers.traits.right == "votes":
        return numbers.due, numbers.electorate
    roll = rollcall.counts(reader, meeting.id)
    return roll.due, roll.present + roll.gone


def _prepared(reader: Reader, meeting: Meeting, poll_id: int | None) -> PollSheet:
    every = [poll for poll in polls.secret_polls(reader, meeting.id) if poll_id in (None, poll.id)]
    standing = [poll for poll in every if poll.state != "void"] or every
    sheet = polls.sheet(reader, standing[-1].id) if standing else None
    if sheet is None:
        raise Refused("这次会议还没有准备投票测评。请先到“投票测评”里准备。")
    return sheet


def _counted(reader: Reader, meeting: Meeting, poll_id: int | None) -> PollResult:
    every = [poll for poll in polls.secret_polls(reader, meeting.id) if poll_id in (None, poll.id)]
    last = next((poll for poll in reversed(every) if poll.state == "counted"), None)
    found = polls.result(reader, last.id) if last else None
    if found is None:
        raise Refused("还没有计票，没有结果可以导出。")
    return found


def counted_poll(reader: Reader, meeting: Meeting, poll_id: int | None = None) -> int:
    """The id of the counted poll that papers are made of.

    Raises:
        Refused: none was counted.
    """
    return _counted(reader, meeting, poll_id).sheet.turnout.id
