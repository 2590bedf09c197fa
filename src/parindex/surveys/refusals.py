"""Why a survey cannot be done as asked."""


class SurveyRefused(ValueError):
    """``reason``, in a word:

    ``state``: the round is not in the state that this needs; ``title``, ``days``, ``period``,
    ``margin``, ``confidence``, ``audience``, ``kiosk``, ``reason``: that entry is missing or out of
    bounds; ``population``: empty, too large, or with a reference that is empty or stands twice;
    ``unit``: not of the agency; ``channel``: unknown; ``sample``: not drawn yet; ``codes``: codes
    are out already and some are used; ``nobody``: neither codes nor a kiosk; ``published``: a
    published version never changes; ``version``: that version exists; ``changed``: somebody
    changed it meanwhile; ``unknown``: no such questionnaire; ``other``: the text is of another one;
    ``points``: more than possible, or nothing possible; ``source``: missing; ``twice``: a matter
    stands twice.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CodeRefused(Exception):
    """Unknown, used, or of a round that takes no answers: nobody is told which."""


class AnswersRefused(ValueError):
    """Something that must be answered is not; ``questions``: their keys, in order."""

    def __init__(self, questions: list[str]) -> None:
        super().__init__(", ".join(questions))
        self.questions = questions


class TooMany(Exception):
    """Too much at once from one place; ``seconds``: when to come again, 0: not today."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} seconds")
        self.seconds = seconds
