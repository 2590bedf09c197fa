"""Surveys: what citizens, organisations and officials say, and what it is worth in points.

A round asks a published version of a questionnaire (YAML, ``questionnaire``), of a sample drawn
from a population without names (``sampling``), by single-use codes or at the counter's screen. It
is a draft, then open, then closed; closing makes its points count (8.2, 8.3) and its results
visible. What others surveyed is recorded with its source and counts in place of own rounds.

The steps, each a service: ``rounds.create_survey`` → ``samples.load_population`` →
``samples.draw_sample`` → ``samples.issue_codes`` (told once, to be printed; ``set_kiosk`` likewise)
→ ``rounds.open_survey`` → people answer (``services.answering``, without an account) →
``rounds.close_survey`` → ``queries.results``. Whoever has ``Permission.RUN_SURVEYS`` does this;
whoever sees the agency sees rounds and results. Refusals: ``refusals.SurveyRefused`` with a reason
in a word; words for it are the screens' matter, as are names of units and procedures.

Doors for other apps: services, queries, constants, refusals, questionnaire, table_columns.
"""
