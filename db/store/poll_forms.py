"""Forms of polls as the book keeps them: JSON in two columns, grades apart from what else a slip asks."""

from __future__ import annotations

import json

from db.rules.ballot import BallotForm, Grade, Part, Scale


def scale_to_json(scale: Scale) -> str:
    """The grades of a scale, in order, as JSON."""
    grades = [{"code": g.code, "name": g.name, "capped": g.is_capped} for g in scale.grades]
    return json.dumps(grades, ensure_ascii=False)


def scale_from_json(text: str) -> Scale:
    """Read what `scale_to_json` wrote."""
    return Scale(tuple(Grade(item["code"], item["name"], bool(item["capped"])) for item in json.loads(text)))


def form_to_json(form: BallotForm) -> str:
    """What a form asks beside its overall grade, as JSON; `scale_to_json` keeps that."""
    return json.dumps(
        {
            "criteria": [[part.code, part.name, scale_to_json(part.scale)] for part in form.criteria],
            "most_chosen": form.most_chosen,
            "write_ins": form.write_ins,
            "problems": list(form.problems),
            "text_bytes": form.text_bytes,
            "blank": form.blank_name,
        },
        ensure_ascii=False,
    )


def form_from_json(scale: str, text: str) -> BallotForm:
    """Read what `scale_to_json` and `form_to_json` wrote."""
    data = json.loads(text)
    return BallotForm(
        scale=scale_from_json(scale),
        criteria=tuple(Part(code, name, scale_from_json(of)) for code, name, of in data.get("criteria", [])),
        most_chosen=data.get("most_chosen", 0),
        write_ins=data.get("write_ins", 0),
        problems=tuple(data.get("problems", [])),
        text_bytes=data.get("text_bytes", 0),
        blank_name=data.get("blank", "弃权"),
    )
