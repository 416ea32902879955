"""A scheme (方案): what a branch works by, as data. Loads the packaged ones and a branch's own file.

The scheme is never an `if` in the program: standards, dates, duties, points, meetings, grades and awards come from it.
"""

from db.rules.scheme import (
    DEDUCTION,
    ORIGINS,
    MeetingTemplate,
    PointRule,
    PointScheme,
    Scheme,
    TemplateCheck,
    TemplateItem,
)
from db.scheme.loader import (
    SCHEMES,
    fingerprint,
    load_scheme,
    packaged,
    parse_scheme,
    path_of,
    read_scheme,
    start_on,
)

__all__ = [
    "DEDUCTION",
    "ORIGINS",
    "SCHEMES",
    "MeetingTemplate",
    "PointRule",
    "PointScheme",
    "Scheme",
    "TemplateCheck",
    "TemplateItem",
    "fingerprint",
    "load_scheme",
    "packaged",
    "parse_scheme",
    "path_of",
    "read_scheme",
    "start_on",
]
