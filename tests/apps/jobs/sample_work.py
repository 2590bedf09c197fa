"""Work of the tests: small enough to read, slow enough to be killed half-way."""

import os
import time
from collections.abc import Mapping
from datetime import date
from datetime import time as hour
from pathlib import Path
from typing import Any

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.queries import Access
from parindex.accounts.services import require
from parindex.jobs.kinds import register_daily_work, register_job_kind
from parindex.jobs.progress import JobFailed, JobProgress
from parindex.organisations.services import create_agency

AGENCIES = 6


def note(access: Access, parameters: Mapping[str, Any], progress: JobProgress) -> dict[str, Any]:
    """One line in a file for each job, with the process that did it."""
    time.sleep(0.02)
    with Path(parameters["file"]).open("a") as file:
        file.write(f"{parameters['number']} {os.getpid()}\n")
    return {"number": parameters["number"]}


def open_agencies(
    access: Access, parameters: Mapping[str, Any], progress: JobProgress
) -> dict[str, Any]:
    """Six agencies in one transaction, slowly."""
    require(access, Permission.ENTER_VALUES)
    with transaction.atomic():
        for number in range(AGENCIES):
            progress.report(number, AGENCIES, f"agency {number}")
            print("agency", number, flush=True)
            create_agency(f"agency-{number}", ("Sở", "Department"))
            time.sleep(parameters.get("pause", 0))
    return {"made": AGENCIES}


def refuse(access: Access, parameters: Mapping[str, Any], progress: JobProgress) -> dict[str, Any]:
    progress.report(3, 10)
    raise JobFailed("Dòng 4, cột Ngày nhận: “31/02/2021” không phải là ngày.")


def break_down(
    access: Access, parameters: Mapping[str, Any], progress: JobProgress
) -> dict[str, Any]:
    raise ZeroDivisionError("secret detail")


def wait_for_cancel(
    access: Access, parameters: Mapping[str, Any], progress: JobProgress
) -> dict[str, Any]:
    print("waiting", flush=True)
    for number in range(3000):
        progress.report(number, 3000, "waiting")
        time.sleep(0.01)
    return {}


def count_the_day(day: date, progress: JobProgress) -> dict[str, Any]:
    return {"day": day.isoformat()}


def register_sample_work() -> None:
    for handler, label in (
        (note, "Ghi một dòng"),
        (open_agencies, "Mở các cơ quan"),
        (refuse, "Nhập hồ sơ"),
        (break_down, "Hỏng"),
        (wait_for_cancel, "Đợi"),
    ):
        register_job_kind(
            f"sample.{handler.__name__}",
            handler,
            label,
            permission=Permission.ENTER_VALUES,
            can_run_again=handler is not wait_for_cancel,
            result_url=(lambda job: "/scoring/") if handler is open_agencies else None,
        )
    register_daily_work("sample.count_the_day", count_the_day, at=hour(5, 0))
