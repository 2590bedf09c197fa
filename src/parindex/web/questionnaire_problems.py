"""What is wrong with a questionnaire, in the page's language: by the field, or by the line.

The strict loader is the one judge of a questionnaire. It speaks to who writes files, in English; on
a page each of its findings is said as an office would.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.web.survey_reading import PlacedProblem

if TYPE_CHECKING:
    from parindex_core.framework import Problem

# What the loader finds, in the order that it is looked for.
_WORDS: tuple[tuple[str, Promise], ...] = (
    (r"the text is empty", _("Nothing is written here.")),
    (r"the (Vietnamese|English) text is missing", _("Write it in Vietnamese and in English.")),
    (r"a text in both languages is expected", _("Write it in Vietnamese and in English.")),
    (r"the text holds a character that cannot be seen",
     _("A character that cannot be seen stands here; write it anew.")),
    (r"the text is longer than", _("At most 2,000 characters can stand here.")),
    (r"a text is expected here", _("Words are expected here.")),
    (r"(?P<what>.+) is no text", _("“%(what)s” has to stand in quotes here.")),
    (r"nothing gives points for the matter (?P<what>.+)",
     _("Nothing gives points for the matter “%(what)s”: a section with it needs a question with"
           " a scale.")),
    (r"nothing stands here", _("Nothing stands here.")),
    (r"keys with values are expected here", _("Lines “name: value” are expected here.")),
    (r"the list is empty", _("There has to be at least one.")),
    (r"a list is expected here", _("A list is expected here, each entry after “-”.")),
    (r"the key (?P<what>.+) is missing", _("“%(what)s” is missing here.")),
    (r"the key (?P<what>.+) is unknown", _("“%(what)s” is not known here.")),
    (r"the key (?P<what>.+) stands here again", _("“%(what)s” stands here twice; keep one.")),
    (r"the matter (?P<what>.+) is unknown", _("There is no matter “%(what)s”.")),
    (r"the scale (?P<what>.+) is unknown", _("There is no scale “%(what)s”.")),
    (r"the option (?P<what>.+) is unknown",
     _("There is no answer “%(what)s” to the question that is looked at.")),
    (r"the \w+ (?P<what>.+) is unknown", _("“%(what)s” cannot be chosen here.")),
    (r"the scale has (?P<what>\d+) levels", _("A scale has 5 levels, this one has %(what)s.")),
    (r"the scale gives no points", _("The highest level has to give points.")),
    (r"(?P<what>\d+) points are no more than the level before",
     _("Each level gives more points than the one before.")),
    (r"no question uses the scale (?P<what>.+)", _("No question uses the scale “%(what)s”.")),
    (r"a section (?P<what>\S+) stands here already",
     _("Another section has the key “%(what)s”.")),
    (r"a question (?P<what>\S+) stands at line", _("Another question has the key “%(what)s”.")),
    (r"more than (?P<what>\d+) questions", _("More than %(what)s questions are too many.")),
    (r"(?P<what>\d+) options", _("Write from 2 to 40 answers to choose from.")),
    (r"a question of type \w+ has no (?P<what>\w+)",
     _("A question of this kind has no “%(what)s”.")),
    (r"\S+ is no more than least", _("The largest number has to be larger than the smallest.")),
    (r"\S+ characters$", _("From 1 to 4,000 characters.")),
    (r".* is no choice or likert question of an earlier section",
     _("Only a question of an earlier section can be looked at, and only one with answers to"
           " choose from or with a scale.")),
    (r"\S+ is no level", _("Levels go from 1 to 5.")),
    (r"a scale is asked by its level", _("Say from which level to which.")),
    (r"a choice is asked by its options", _("Say after which answers.")),
    (r"true or false is expected here", _("Write true or false.")),
    (r"a number is expected here|.* is no number that can stand here",
     _("Write a number that is not negative.")),
    (r"the bare number (?P<what>\S+) would lose",
     _("Write the number %(what)s in quotes, so that it stays exact.")),
    (r".* has too many decimals", _("Write fewer decimals.")),
    (r"\S+ cannot stand here", _("This number is too small or too large here.")),
    (r"(?P<what>.+) cannot be a name here",
     _("“%(what)s” cannot be a key: use small letters without accents, and digits.")),
    (r"the file is too large", _("The file is larger than 1 MB.")),
    (r"the file is not UTF-8|the text is not Unicode", _("Save the file as UTF-8.")),
    (r"the YAML cannot be read",
     _("This line or the one above it cannot be read: look at the indentation, colons and"
           " quotes.")),
    (r"the file holds no keys", _("This is no questionnaire: it begins with “key:”.")),
    (r"a second document begins", _("Remove the line “---”.")),
    (r"nested deeper|more than [\d,]+ values",
     _("This is no questionnaire: there is too much.")),
    (r"anchors|the tag ", _("Anchors (&, *) and tags (!) are not taken: write it out.")),
    (r".* is not a name that can be a key", _("Put the name before the colon in quotes.")),
)  # fmt: skip


def words_of(problem: Problem) -> str:
    """A finding of the loader, in the page's language."""
    for pattern, words in _WORDS:
        found = re.match(pattern, problem.message)
        if found:
            return str(words) % found.groupdict()
    return f"{problem.message}. {problem.mend}"


def by_line(problems: Sequence[Problem]) -> list[PlacedProblem]:
    """The findings in a file, by its lines."""
    return [
        PlacedProblem(gettext("line %(line)d") % {"line": one.line}, one.key, words_of(one))
        for one in problems
    ]
