"""The closed lists that a framework file draws on, with their names on screens."""

from types import MappingProxyType

STATUSES = ("template", "official")
METHODS = ("document", "survey", "data")
VARIABLE_TYPES = ("integer", "decimal", "choice", "boolean")
LEVELS = ("area", "criterion", "component")

# Registers: what the agency records once and counts many times (docs: domain, section 7).
REGISTERS = MappingProxyType(
    {
        "plans": ("Sổ kế hoạch", "Plans"),
        "tasks": ("Sổ nhiệm vụ", "Tasks"),
        "reporting": ("Sổ báo cáo", "Reporting"),
        "assessment": ("Hồ sơ tự chấm điểm", "Self-assessment"),
        "communications": ("Sổ tuyên truyền và sự kiện", "Communications and events"),
        "inspections": (
            "Sổ kiểm tra và theo dõi thi hành pháp luật",
            "Inspections and law-enforcement monitoring",
        ),
        "initiatives": ("Sổ sáng kiến", "Initiatives"),
        "legal_documents": ("Sổ văn bản quy phạm pháp luật", "Legal documents"),
        "procedures": ("Danh mục thủ tục hành chính", "Administrative procedures"),
        "equipment": ("Sổ trang thiết bị", "Equipment"),
        "dossiers": ("Hồ sơ thủ tục hành chính", "Dossiers"),
        "petitions": ("Sổ phản ánh, kiến nghị", "Petitions"),
        "organization": ("Sổ tổ chức bộ máy và biên chế", "Organisation and staffing"),
        "accountability": ("Sổ trách nhiệm giải trình", "Accountability"),
        "training": ("Sổ đào tạo, bồi dưỡng", "Training"),
        "finance": ("Sổ tài chính", "Finance"),
        "administration": ("Hệ thống quản lý văn bản", "Document management"),
        "missions": ("Sổ nhiệm vụ khoa học và công nghệ", "Science and technology missions"),
        "surveys": ("Khảo sát", "Surveys"),
        "portal": ("Cổng Dịch vụ công quốc gia", "National public service portal"),
    }
)

# Functions by which a component finds the unit that answers for it.
FUNCTIONS = MappingProxyType(
    {
        "par": ("Cải cách hành chính", "Public administration reform"),
        "reporting": ("Thông tin, báo cáo", "Reporting"),
        "communications": ("Tuyên truyền", "Communications"),
        "inspection": ("Thanh tra, kiểm tra", "Inspection"),
        "initiatives": ("Sáng kiến", "Initiatives"),
        "assigned_tasks": ("Nhiệm vụ được giao", "Assigned tasks"),
        "legal": ("Pháp chế", "Legal affairs"),
        "law_enforcement_monitoring": (
            "Theo dõi thi hành pháp luật",
            "Monitoring of law enforcement",
        ),
        "procedures": ("Kiểm soát thủ tục hành chính", "Control of procedures"),
        "one_stop": ("Một cửa, một cửa liên thông", "One-stop shop"),
        "dossiers": ("Giải quyết hồ sơ", "Handling of dossiers"),
        "petitions": ("Phản ánh, kiến nghị", "Petitions"),
        "organization": ("Tổ chức bộ máy", "Organisation"),
        "personnel": ("Cán bộ, công chức, viên chức", "Personnel"),
        "training": ("Đào tạo, bồi dưỡng", "Training"),
        "finance": ("Tài chính, kế toán", "Finance"),
        "digital": ("Chuyển đổi số", "Digital transformation"),
        "quality": ("Hệ thống quản lý chất lượng", "Quality management"),
        "science_missions": ("Nhiệm vụ khoa học và công nghệ", "Science missions"),
        "surveys": ("Điều tra xã hội học", "Surveys"),
    }
)
