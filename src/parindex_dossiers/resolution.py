"""What each dossier came to: its end, waiting, working days used, on time, early, late.

Source: decision 766/QĐ-TTg, group 2.1, and the template's 3.4 and 7.2; the readings that those
texts leave open are settled in docs/adr/0009-dossiers.md.

Every question of lateness, at any moment, has one answer in ``on_time_until``: the last second at
which the dossier is on time. A dossier that ended is on time when its end is not later; one still
open at a period's end is when that end is not later. It follows from the definition:

- with an appointed return, the waiting time moves it back as far as the applicant took;
- without one, the procedure's longest time in working days gives the last day, moved likewise;
- a supplement asked for in time and not yet given stops the clock: on time without end;
- a supplement asked for when it was late already helps no more;
- more than one request for supplements is late from the beginning;
- with neither appointed return nor longest time it is null: nobody can say.
"""

from datetime import datetime

import polars as pl

from parindex_dossiers.calendar_days import CalendarDays
from parindex_dossiers.coded_values import NOT_TAKEN_IN

NEVER = pl.lit(datetime(1970, 1, 1))
ALWAYS = pl.lit(datetime(2200, 1, 1))
_LAST_SECOND = pl.duration(days=1) - pl.duration(seconds=1)

# What an export says of a dossier, as the store keeps it; the rest is derived and can be redone.
FACTS = (
    "code",
    "agency",
    "unit",
    "field",
    "procedure",
    "channel",
    "level",
    "status",
    "submitted_at",
    "received_at",
    "appointed_at",
    "supplement_requested_at",
    "supplement_completed_at",
    "supplement_requests",
    "processed_at",
    "returned_at",
    "fee",
    "payment",
    "electronic_result",
    "digitised",
    "reused",
    "identity_connected",
    "objective_reason",
    "apology_letter",
)


_STEPS = (
    *("deadline", "asked_at", "given_at", "result_on_paper"),
    *("from_ordinal", "asked_ordinal", "given_ordinal", "stopped_ordinal", "ended_ordinal"),
)


def stored_facts(typed: pl.DataFrame) -> pl.DataFrame:
    """The checked rows as the store keeps them: places filled in, paths reduced to yes or no."""
    # {agency}-{yymmdd}-{number}: six characters stand between the first two hyphens.
    code = pl.col("code")
    hyphen = code.str.find("-", literal=True)
    dated = code.str.slice(hyphen + 7, 1) == "-"
    agency = pl.when(dated).then(code.str.slice(0, hyphen))
    return typed.with_columns(
        pl.coalesce(agency, "unit", "unit_name", pl.lit("")).alias("agency"),
        pl.coalesce("unit", "unit_name", agency, pl.lit("")).alias("unit"),
        pl.col("field").fill_null(""),
        pl.col("procedure").fill_null(""),
        pl.col("channel").fill_null(0),
        pl.col("level").fill_null(0),
        pl.col("supplement_requests").fill_null(0),
        pl.col("fee").fill_null(0),
        pl.col("payment").fill_null(0),
        pl.col("result_file").is_not_null().alias("electronic_result"),
        (pl.coalesce("digitised", "has_digitised_part", pl.lit(0)) == 1).alias("digitised"),
        (pl.col("reused").fill_null(0) == 1).alias("reused"),
        (pl.col("identity_verified").fill_null(0) == 1).alias("identity_connected"),
        (pl.col("apology").fill_null(0) == 1).alias("apology_letter"),
    ).select(*FACTS, "unit_name", "procedure_name", "place")


# What the agency recorded of a dossier beside its export; see ``amendments``.
AMENDMENTS_SCHEMA = {
    "code": pl.String(),
    "recorded_cause": pl.String(),
    "recorded_apology": pl.Boolean(),
}


def resolve(
    facts: pl.DataFrame,
    calendar: CalendarDays,
    procedures: pl.DataFrame,
    amendments: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The facts of dossiers followed by their resolution; rows and their order stay.

    ``procedures`` has ``procedure``, ``limit_working_days`` and ``result_on_paper``;
    ``amendments`` has ``code``, ``recorded_cause`` and ``recorded_apology``.
    """
    # The codes alone: a join of all the facts would copy them.
    known = facts.select("procedure").join(
        procedures, on="procedure", how="left", maintain_order="left"
    )
    return (
        facts.with_columns(known["limit_working_days"], known["result_on_paper"])
        .with_columns(_recorded(facts["code"], amendments))
        .with_columns(_moments())
        .with_columns(*_waiting(), *_ordinals(calendar))
        .with_columns(
            _working_days().alias("working_days"), _last_moment(calendar).alias("on_time_until")
        )
        .with_columns(_verdicts())
        .with_columns(_flags())
        .with_columns(_months())
        .drop(_STEPS)
    )


def _recorded(codes: pl.Series, amendments: pl.DataFrame | None) -> list[pl.Series]:
    """The columns of the amendments for these codes."""
    if amendments is None or amendments.is_empty():
        cause = pl.Series("recorded_cause", [None], dtype=pl.String)
        apology = pl.Series("recorded_apology", [False], dtype=pl.Boolean)
        return [cause.new_from_index(0, len(codes)), apology.new_from_index(0, len(codes))]
    known = codes.to_frame().join(amendments, on="code", how="left", maintain_order="left")
    return [known["recorded_cause"], known["recorded_apology"].fill_null(False)]


def _moments() -> list[pl.Expr]:
    """End and deadline; a dossier that was never taken in has no end and counts nowhere."""
    taken_in = pl.col("received_at").is_not_null() & ~pl.col("status").is_in(
        NOT_TAKEN_IN
    ).fill_null(False)
    appointed, received = pl.col("appointed_at"), pl.col("received_at")
    requested, completed = pl.col("supplement_requested_at"), pl.col("supplement_completed_at")
    # Systems write a day without a time as midnight: it is good to that day's last second.
    whole_day = appointed.dt.time() == pl.time(0, 0, 0)
    # Waiting before reception took no time of the office: it counts from the reception on.
    before = completed <= received
    return [
        pl.when(taken_in).then(received).alias("counted_from"),
        pl.when(taken_in).then(pl.coalesce("processed_at", "returned_at")).alias("ended_at"),
        pl.when(whole_day).then(appointed + _LAST_SECOND).otherwise(appointed).alias("deadline"),
        pl.when(requested.is_not_null() & ~before.fill_null(False))
        .then(pl.max_horizontal(requested, received))
        .alias("asked_at"),
        pl.when(requested.is_not_null() & ~before.fill_null(False))
        .then(completed)
        .alias("given_at"),
    ]


def _waiting() -> list[pl.Expr]:
    """Seconds of waiting up to the end; null while an open dossier still waits."""
    asked, ended = pl.col("asked_at"), pl.col("ended_at")
    stopped = pl.min_horizontal("given_at", "ended_at")
    waited = (stopped - asked).dt.total_seconds().clip(0)
    return [
        pl.when(asked.is_null() | (asked > ended).fill_null(False))
        .then(0)
        .otherwise(waited)
        .alias("waiting_seconds")
    ]


def _ordinals(calendar: CalendarDays) -> list[pl.Expr]:
    """The working-day ordinals of the moments that matter."""
    stopped = pl.min_horizontal("given_at", "ended_at")
    moments = {
        "from_ordinal": pl.col("counted_from"),
        "asked_ordinal": pl.col("asked_at"),
        "given_ordinal": pl.col("given_at"),
        "stopped_ordinal": stopped,
        "ended_ordinal": pl.col("ended_at"),
    }
    return [calendar.ordinal(moment).alias(name) for name, moment in moments.items()]


def _working_days() -> pl.Expr:
    """Working days used: after the reception up to the end, less those of the waiting."""
    waited = pl.when(pl.col("asked_at") <= pl.col("ended_at")).then(
        pl.col("stopped_ordinal") - pl.col("asked_ordinal")
    )
    used = pl.col("ended_ordinal") - pl.col("from_ordinal")
    return (used - waited.fill_null(0)).cast(pl.Int32)


def _last_moment(calendar: CalendarDays) -> pl.Expr:
    column = pl.col
    start, limit = column("from_ordinal"), column("limit_working_days")
    asked_after = column("asked_ordinal") - start
    given_after = column("given_ordinal") - column("asked_ordinal")
    last_day = calendar.end_of_last_day(start + limit)
    moved_day = calendar.end_of_last_day(start + limit + given_after)
    asked, waits_still = column("asked_at").is_not_null(), column("given_at").is_null()
    moved = column("deadline") + (column("given_at") - column("asked_at"))
    return (
        pl.when(column("counted_from").is_null())
        .then(None)
        .when(column("supplement_requests") > 1)
        .then(NEVER)
        .when(column("deadline").is_not_null())
        .then(
            pl.when(asked & (column("asked_at") <= column("deadline")))
            .then(pl.when(waits_still).then(ALWAYS).otherwise(moved))
            .otherwise(column("deadline"))
        )
        .when(limit.is_not_null())
        .then(
            pl.when(asked & (asked_after <= limit))
            .then(pl.when(waits_still).then(ALWAYS).otherwise(moved_day))
            .otherwise(last_day)
        )
    )


def _verdicts() -> list[pl.Expr]:
    ended, until = pl.col("ended_at"), pl.col("on_time_until")
    counted_end = ended - pl.duration(seconds=pl.col("waiting_seconds"))
    on_time = (ended <= until).fill_null(False)
    return [
        ended.is_not_null().alias("settled"),
        on_time.alias("on_time"),
        # Early falls on an earlier day than the one appointed; without an appointment nobody is.
        (on_time & (counted_end.dt.date() < pl.col("deadline").dt.date()).fill_null(False)).alias(
            "early"
        ),
        (ended > until).fill_null(False).alias("late"),
    ]


def _flags() -> list[pl.Expr]:
    late, with_fee = pl.col("late"), pl.col("fee") > 0
    on_paper = pl.col("result_on_paper").fill_null(False)
    reason, recorded = pl.col("objective_reason"), pl.col("recorded_cause")
    online = (pl.col("channel") == 2) & (~on_paper | pl.col("electronic_result"))
    return [
        (late & pl.any_horizontal(reason.is_not_null(), recorded.is_not_null())).alias(
            "late_objective"
        ),
        (late & (pl.col("apology_letter") | pl.col("recorded_apology"))).alias("apology"),
        online.alias("online"),
        (online & (pl.col("level") == 3)).alias("level3"),
        (online & (pl.col("level") == 4)).alias("level4"),
        with_fee.alias("with_fee"),
        (with_fee & pl.col("payment").is_in([1, 2])).alias("paid_online"),
    ]


def month_number(moment: pl.Expr) -> pl.Expr:
    """Months since the year 0, so that months can be compared and counted."""
    return (moment.dt.year().cast(pl.Int32) * 12 + moment.dt.month() - 1).cast(pl.Int32)


def _months() -> list[pl.Expr]:
    """Months for the cube; ``late_month`` is the first at whose end an open dossier is late."""
    after = pl.col("on_time_until") + pl.duration(seconds=1)
    return [
        month_number(pl.col("counted_from")).alias("received_month"),
        month_number(pl.col("ended_at")).alias("ended_month"),
        month_number(after).alias("late_month"),
    ]
