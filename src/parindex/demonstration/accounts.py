"""The demonstration's accounts: named after their roles, no persons."""

from dataclasses import dataclass

from parindex.accounts.constants import Role


@dataclass(frozen=True)
class Account:
    """An account of the demonstration; ``unit``: the key of the unit that the role belongs to."""

    username: str
    full_name: str
    role: Role
    unit: str | None = None


ACCOUNTS = (
    Account("officer", "Cán bộ CCHC (minh họa)", Role.PAR_OFFICER),
    Account("director", "Giám đốc Sở (minh họa)", Role.DIRECTOR),
    Account("office", "Chánh Văn phòng (minh họa)", Role.UNIT_HEAD, "office"),
    Account("technology", "Trưởng phòng QLCN (minh họa)", Role.UNIT_HEAD, "technology-management"),
    Account(
        "metrology", "Chi cục trưởng TĐC (minh họa)", Role.UNIT_HEAD, "metrology-sub-department"
    ),
    Account("inspectorate", "Chánh Thanh tra (minh họa)", Role.UNIT_HEAD, "inspectorate"),
    Account("centre", "Giám đốc Trung tâm (minh họa)", Role.UNIT_HEAD, "application-centre"),
    Account("onestop", "Cán bộ một cửa (minh họa)", Role.ONE_STOP_OFFICER),
    Account("auditor", "Kiểm toán viên (minh họa)", Role.AUDITOR),
    Account("administrator", "Quản trị viên (minh họa)", Role.ADMINISTRATOR),
)
# In the appraisal council.
COUNCIL_ACCOUNTS = (
    Account("secretary", "Thư ký Hội đồng (minh họa)", Role.COUNCIL_SECRETARY),
    Account("member", "Thành viên Hội đồng (minh họa)", Role.COUNCIL_MEMBER),
)
# In every agency of the round beside the department.
OTHERS_ACCOUNT = Account("others", "Cán bộ các cơ quan khác (minh họa)", Role.PAR_OFFICER)
EVERY_ACCOUNT = (*ACCOUNTS, *COUNCIL_ACCOUNTS, OTHERS_ACCOUNT)
