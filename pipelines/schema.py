"""The tables of the dataset: every column with its type and what it means, in English and Vietnamese.

The single source: CSV writers, the data dictionary (``output/README.md``) and the data package are made from it.
A column never changes its meaning; a new one goes at the end of its table; removing one is a new major version.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

Type = Literal["string", "integer", "number", "boolean", "date", "datetime", "list"]
"""Table Schema types. ``date`` holds a day; ``datetime`` a day or a time with offset; ``list`` joins by ``;``."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``en`` and ``vi`` say what it holds; ``values`` are all values it can have, where they are few."""

    name: str
    type: Type
    en: str
    vi: str
    required: bool = False
    unique: bool = False
    values: tuple[str, ...] = ()
    refers_to: str = ""  # "table.column" that every value is found in


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``file`` is its CSV; rows are sorted by ``sort``, columns in this order."""

    name: str
    en: str
    vi: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    sort: tuple[str, ...]
    header: tuple[str, ...] = field(init=False)  # names of the columns; read for every row, so made once

    def __post_init__(self) -> None:
        object.__setattr__(self, "header", tuple(column.name for column in self.columns))

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


GRADES = ("nhất", "nhì", "ba")
LEVELS = ("state", "government", "ministry", "province", "department", "district", "commune", "enterprise", "foreign",
          "other")
KINDS = ("collective", "individual", "household", "mixed")
APPROX = ("exact", "over", "nearly", "about", "order", "indefinite")
UNITS = ("recipients", "times", "objects")
STATUSES = ("conferred", "proposed", "revoked")
SCOPES = ("occasion", "period", "cumulative")
CAMPAIGN_LEVELS = ("national", "provincial", "historic")
CAMPAIGN_KINDS = ("phong-trao", "cuoc-van-dong", "chu-de", "chuong-trinh")

_EVIDENCE = (
    Column("evidence", "string", "The shortest span of the article that shows the row.",
           "Đoạn ngắn nhất trong bài cho thấy dòng này."),
    Column("char_start", "integer", "Where the evidence begins in the article's text, in code points from 0.",
           "Vị trí bắt đầu của đoạn dẫn chứng trong văn bản, tính theo ký tự từ 0."),
    Column("char_end", "integer", "Where the evidence ends (exclusive).", "Vị trí kết thúc (không gồm ký tự này)."),
)


def _article_id() -> Column:
    return Column("article_id", "string", "The article the row was read from.", "Bài báo chứa thông tin.",
                  required=True, refers_to="articles.article_id")


AWARDS = Table(
    "awards",
    "One row per award and group of recipients, or per named recipient.",
    "Mỗi dòng là một hình thức khen thưởng cho một nhóm, hoặc cho một tập thể, cá nhân nêu tên.",
    ("award_id",),
    (
        Column("award_id", "string",
               "Stable id of the row: the same as long as article, place in the text, award and recipient are.",
               "Mã ổn định của dòng.", required=True, unique=True),
        _article_id(),
        Column("published_at", "datetime", "When the article was published.", "Thời điểm đăng bài."),
        Column("province", "string",
               "Province of the recipients where the text says it, else of the source; names of before July 2025.",
               "Tỉnh của đối tượng được khen nếu bài nêu, nếu không là tỉnh của nguồn tin; tên trước tháng 7/2025."),
        Column("province_2025", "string", "The unit that the province belongs to since 1 July 2025.",
               "Đơn vị cấp tỉnh từ ngày 01/7/2025."),
        Column("award", "string", "Form of the award, as an id: bang-khen, huan-chuong-lao-dong, …",
               "Mã hình thức khen thưởng.", required=True),
        Column("catalogue_id", "string", "The most specific entry of the award catalogue that is known.",
               "Mục cụ thể nhất trong danh mục hình thức khen thưởng."),
        Column("award_label", "string", "Name of the form of award, to show a reader.", "Tên hình thức khen thưởng."),
        Column("award_title", "string", "Proper name of a badge, medal, title or prize.",
               "Tên riêng của Kỷ niệm chương, Huy hiệu, danh hiệu, giải thưởng."),
        Column("grade", "string", "Grade of the award.", "Hạng.", values=GRADES),
        Column("authority", "string", "Who conferred it, as written.", "Cấp khen thưởng, theo cách viết trong bài."),
        Column("authority_level", "string",
               "Level of who conferred it: state (Chủ tịch nước, Nhà nước), government (Chính phủ, Thủ tướng), "
               "ministry (central bodies), province, department (of a province), district, commune, enterprise, "
               "foreign, other.",
               "Cấp của cơ quan, người khen thưởng.", values=LEVELS),
        Column("recipient_kind", "string",
               "Kind of recipient: collective, individual, household, or mixed (one count for several kinds).",
               "Loại đối tượng: tập thể, cá nhân, hộ gia đình hoặc chung nhiều loại.", values=KINDS),
        Column("recipient_text", "string", "The counted noun, as written.", "Danh từ chỉ đối tượng, theo bài."),
        Column("recipient_name", "string", "The recipient, where named.", "Tên đối tượng được khen, nếu nêu tên."),
        Column("count", "integer", "How many, as stated; empty where no number is.", "Số lượng nêu trong bài."),
        Column("count_min", "integer", "Smallest count that the wording allows.", "Số lượng nhỏ nhất có thể."),
        Column("count_max", "integer", "Largest count that the wording allows; empty if open.",
               "Số lượng lớn nhất có thể; để trống nếu không rõ."),
        Column("approx", "string",
               "How exact the count is: exact, over (hơn, trên), nearly (gần), about (khoảng), order (hàng nghìn), "
               "indefinite (nhiều, các).",
               "Mức chính xác: đúng, hơn, gần, khoảng, hàng nghìn, không rõ.", values=APPROX),
        Column("unit", "string", "What is counted: recipients, times (lượt), or objects (the awards themselves).",
               "Đếm đối tượng, đếm lượt hay đếm phần thưởng.", values=UNITS),
        Column("status", "string", "conferred, proposed (đề nghị, trình) or revoked (thu hồi, hủy bỏ).",
               "Đã tặng, đề nghị hay thu hồi.", required=True, values=STATUSES),
        Column("period", "string",
               "Period of the merit: 2020, 2016/2020, 2020-H1 (half year), 2020-Q1 (quarter), 2020-05 (month); a "
               "school year is 2019/2020.",
               "Giai đoạn thành tích: năm, giai đoạn, nửa năm, quý, tháng, năm học."),
        Column("period_start", "date", "First day of the period.", "Ngày đầu của giai đoạn."),
        Column("period_end", "date", "Last day of the period.", "Ngày cuối của giai đoạn."),
        Column("awarded_on", "date", "Day of the award or of the decision, where stated.",
               "Ngày trao hoặc ngày quyết định."),
        Column("decision", "string", "Number of the decision, where stated.", "Số quyết định."),
        Column("reason", "string", "What it was given for, as written.", "Lý do khen, theo bài."),
        Column("campaign_id", "string", "The campaign that it was given in, where stated.", "Phong trào thi đua.",
               refers_to="campaigns.campaign_id"),
        Column("part_of", "string", "The row that this one breaks down; never add the two.",
               "Dòng tổng mà dòng này là một phần; không cộng hai dòng.", refers_to="awards.award_id"),
        Column("posthumous", "boolean", "Whether it was given after death (truy tặng).", "Truy tặng.", required=True),
        Column("event_id", "string", "Rows of several articles that report the same award share it.",
               "Các bài cùng đưa một sự kiện khen thưởng có chung mã này.", required=True, refers_to="events.event_id"),
        Column("confidence", "number", "From 0 to 1, calibrated on annotated articles.", "Độ tin cậy từ 0 đến 1."),
        Column("checks", "list", "Codes of the checks that the row fails.", "Các phép kiểm tra không đạt."),
        *_EVIDENCE,
        Column("scope", "string",
               "What the count counts: one occasion (ceremony, decision), all of the period, or cumulative (everything "
               "up to the day of writing). Totals of a period contain what was given on its occasions: never add the two.",
               "Số liệu của một lần khen, của cả giai đoạn hay lũy kế đến nay; không cộng lẫn nhau.",
               required=True, values=SCOPES),
        Column("part_of_event", "string",
               "The event whose total contains this one, as this or another article shows; never add the two.",
               "Sự kiện có con số tổng đã gồm dòng này; không cộng hai dòng.", refers_to="events.event_id"),
        Column("follows", "string",
               "The event of the proposal that this award decides on, or of the award that this row takes back.",
               "Sự kiện đề nghị trước đó, hoặc khen thưởng bị thu hồi.", refers_to="events.event_id"),
        Column("reviewed", "string", "keep or change where a person looked at the row and confirmed or corrected it.",
               "Đã có người xem lại: giữ nguyên hay sửa.", values=("keep", "change")),
    ),
    ("published_at", "article_id", "char_start", "char_end", "award_id"),
)

RECIPIENTS = Table(
    "recipients",
    "One row per named recipient of an award.",
    "Mỗi dòng là một tập thể, cá nhân, hộ gia đình được nêu tên.",
    ("recipient_id",),
    (
        Column("recipient_id", "string", "Stable id of the row.", "Mã ổn định của dòng.", required=True, unique=True),
        Column("award_id", "string", "The award.", "Khen thưởng tương ứng.", required=True,
               refers_to="awards.award_id"),
        _article_id(),
        Column("name", "string", "Name, as written.", "Tên, theo bài.", required=True),
        Column("kind", "string", "individual, collective or household.", "Cá nhân, tập thể hay hộ gia đình.",
               values=("collective", "individual", "household")),
        Column("honorific", "string", "ông, bà, đồng chí, rank, …", "Danh xưng, quân hàm, học vị."),
        Column("position", "string", "Office held, as written.", "Chức vụ."),
        Column("organisation", "string", "Body that the person belongs to.", "Đơn vị công tác."),
        Column("place", "string", "Place, as written.", "Địa danh."),
        Column("char_start", "integer", "Where the name begins in the article's text.", "Vị trí bắt đầu của tên."),
        Column("char_end", "integer", "Where the name ends (exclusive).", "Vị trí kết thúc của tên."),
    ),
    ("published_at", "article_id", "char_start", "char_end", "recipient_id"),
)

CAMPAIGNS = Table(
    "campaigns",
    "One row per campaign named in an article.",
    "Mỗi dòng là một phong trào, cuộc vận động được nêu trong một bài.",
    ("article_id", "campaign_id", "char_start"),
    (
        Column("campaign_id", "string", "Same campaign, same id, across articles.",
               "Cùng một phong trào có cùng mã ở mọi bài.", required=True),
        _article_id(),
        Column("name", "string", "Name, as written.", "Tên, theo bài.", required=True),
        Column("canonical_name", "string", "Usual name.", "Tên chuẩn."),
        Column("parent_id", "string", "The national campaign that this is a local variant of.",
               "Phong trào toàn quốc mà phong trào này cụ thể hóa."),
        Column("kind", "string",
               "phong-trao (movement), cuoc-van-dong (mobilisation), chu-de (theme) or chuong-trinh (programme).",
               "Phong trào, cuộc vận động, chủ đề hay chương trình.", values=CAMPAIGN_KINDS),
        Column("sector", "string", "Sector of the campaign.", "Ngành, lĩnh vực."),
        Column("launched_by", "string", "Who launched it, as written.", "Cơ quan phát động."),
        Column("level", "string",
               "Reach of a known campaign: national, provincial, or historic (of before the present law).",
               "Phạm vi: toàn quốc, trong tỉnh hay lịch sử.", values=CAMPAIGN_LEVELS),
        Column("mentions", "integer", "How often the article names it.", "Số lần nhắc trong bài."),
        *_EVIDENCE,
    ),
    ("published_at", "article_id", "char_start", "char_end", "campaign_id"),
)

RATES = Table(
    "rates",
    "One row per percentage that an article states about awards.",
    "Mỗi dòng là một tỷ lệ phần trăm về khen thưởng nêu trong bài.",
    ("rate_id",),
    (
        Column("rate_id", "string", "Stable id of the row.", "Mã ổn định của dòng.", required=True, unique=True),
        _article_id(),
        Column("value", "number", "The percentage.", "Tỷ lệ phần trăm.", required=True),
        Column("numerator", "integer", "Stated part.", "Tử số nêu trong bài."),
        Column("denominator", "integer", "Stated whole.", "Mẫu số nêu trong bài."),
        Column("of_what", "string", "What it is a share of, as written.", "Tỷ lệ của đối tượng nào."),
        Column("award_id", "string", "The row of awards that it speaks of.", "Dòng khen thưởng liên quan.",
               refers_to="awards.award_id"),
        Column("period", "string", "Period that it holds for.", "Giai đoạn."),
        Column("consistent", "boolean", "Whether part and whole give the percentage.", "Phép tính có khớp không."),
        *_EVIDENCE,
    ),
    ("published_at", "article_id", "char_start", "char_end", "rate_id"),
)

ARTICLES = Table(
    "articles",
    "One row per saved article.",
    "Mỗi dòng là một bài đã lưu.",
    ("article_id",),
    (
        Column("article_id", "string", "Stable id of the article: from its address, else from its file and content.",
               "Mã ổn định của bài.", required=True, unique=True),
        Column("url", "string", "Address of the page.", "Địa chỉ trang."),
        Column("source", "string", "Host of the page, without www.", "Tên miền."),
        Column("site_name", "string", "Name of the site.", "Tên báo, cổng thông tin."),
        Column("title", "string", "Headline.", "Tiêu đề."),
        Column("lead", "string", "Opening paragraph.", "Sapo."),
        Column("author", "string", "Byline.", "Tác giả."),
        Column("origin", "string", "Whom the page names as its source (Nguồn: …).", "Nguồn tin ghi trên trang."),
        Column("published_at", "datetime", "When it was published, as the page shows.", "Thời điểm đăng."),
        Column("fetched_at", "datetime", "When the page was fetched.", "Thời điểm tải trang."),
        Column("province", "string", "Province of the source or the article; names of before July 2025.",
               "Tỉnh, tên trước tháng 7/2025."),
        Column("province_2025", "string", "The unit that the province belongs to since 1 July 2025.",
               "Đơn vị cấp tỉnh từ ngày 01/7/2025."),
        Column("saved_as", "string",
               "File that holds the page, from the given folder on; # and a byte offset (WARC) or line (JSONL).",
               "Tệp lưu trang; sau dấu # là vị trí bản ghi hoặc số dòng.", required=True),
        Column("content_sha256", "string", "SHA-256 of the page's bytes without compression.",
               "SHA-256 của nội dung trang.", required=True),
        Column("parser", "string", "The reader that read the page, with its version.", "Bộ đọc trang."),
        Column("same_as", "string", "article_id of the earliest copy, where the article is a copy.",
               "Mã của bản sớm nhất nếu bài là bản sao.", refers_to="articles.article_id"),
        Column("n_chars", "integer", "Length of the article's text in code points.", "Độ dài văn bản."),
        Column("n_awards", "integer", "Rows in awards.csv.", "Số dòng khen thưởng."),
        Column("n_recipients", "integer", "Rows in recipients.csv.", "Số đối tượng nêu tên."),
        Column("n_campaigns", "integer", "Rows in campaigns.csv.", "Số phong trào."),
        Column("warnings", "list", "What was odd about the page or its reading.", "Cảnh báo khi đọc trang."),
    ),
    ("published_at", "article_id"),
)

def _of_award(name: str, required: bool = False) -> Column:
    """A column of events that means what it means in awards."""
    column = next(column for column in AWARDS.columns if column.name == name)
    return replace(column, required=required)


EVENTS = Table(
    "events",
    "One row per award as all articles together report it: what to count. An event goes by its best row: that of a "
    "correction, else one with an exact count, else the earliest.",
    "Mỗi dòng là một lần khen thưởng do một hay nhiều bài đưa tin: dùng bảng này để đếm.",
    ("event_id",),
    (
        Column("event_id", "string", "Stable id of the event.", "Mã sự kiện.", required=True, unique=True),
        Column("first_published", "datetime", "When the first article on it was published.", "Thời điểm bài đầu tiên."),
        _of_award("province"),
        _of_award("province_2025"),
        Column("period", "string",
               "Period of the merit where stated; else the year of the award, else the year of publication.",
               "Giai đoạn thành tích; nếu không nêu thì là năm khen thưởng hoặc năm đăng bài."),
        *(_of_award(name, required=name == "award") for name in (
            "award", "award_label", "award_title", "grade", "authority", "authority_level", "recipient_kind",
            "recipient_name", "count", "count_min", "count_max", "approx", "unit")),
        _of_award("status", required=True),
        _of_award("scope", required=True),
        _of_award("awarded_on"),
        _of_award("decision"),
        _of_award("campaign_id"),
        _of_award("part_of_event"),
        _of_award("follows"),
        Column("award_id", "string", "The row of awards.csv that it goes by.", "Dòng đại diện.", required=True,
               refers_to="awards.award_id"),
        Column("n_rows", "integer", "Rows of awards.csv that report it.", "Số dòng.", required=True),
        Column("n_articles", "integer", "Articles that report it, copies included.", "Số bài.", required=True),
    ),
    ("first_published", "event_id"),
)

SUMMARY = Table(
    "summary",
    "Counts of awards by province, period, form, grade, level, kind of recipient, status and scope. Each event "
    "counts once, parts are not added to their totals, and a figure that an article corrects is replaced.",
    "Tổng hợp theo tỉnh, giai đoạn, hình thức, hạng, cấp, đối tượng; mỗi sự kiện tính một lần.",
    ("province_2025", "period", "award", "grade", "authority_level", "recipient_kind", "status", "scope", "unit"),
    (
        Column("province_2025", "string", "The unit of province level since 1 July 2025; empty where not known.",
               "Đơn vị cấp tỉnh từ ngày 01/7/2025."),
        Column("period", "string",
               "Period of the merit where stated; else the year of the award, else the year of publication.",
               "Giai đoạn thành tích; nếu không nêu thì là năm khen thưởng hoặc năm đăng bài."),
        Column("award", "string", "Form of the award.", "Mã hình thức khen thưởng.", required=True),
        Column("award_label", "string", "Name of the form of award.", "Tên hình thức khen thưởng."),
        Column("grade", "string", "Grade.", "Hạng.", values=GRADES),
        Column("authority_level", "string", "Level of who conferred it.", "Cấp khen thưởng.", values=LEVELS),
        Column("recipient_kind", "string", "Kind of recipient.", "Loại đối tượng.", values=KINDS),
        Column("status", "string", "conferred, proposed or revoked.", "Đã tặng, đề nghị hay thu hồi.", required=True,
               values=STATUSES),
        Column("count", "integer",
               "Sum of the counts, a named recipient counting one; the exact count of an event where an article gives "
               "it, else the rounded one. Events without a number add nothing.",
               "Tổng số; đối tượng nêu tên tính là một.", required=True),
        Column("rows", "integer", "Rows of awards.csv behind it.", "Số dòng trong awards.csv.", required=True),
        Column("events", "integer", "Events behind it.", "Số sự kiện.", required=True),
        Column("articles", "integer", "Articles that report them, copies included.", "Số bài.", required=True),
        Column("scope", "string", "As in awards.csv: totals of a period and cumulative ones stand apart from occasions.",
               "Một lần khen, cả giai đoạn hay lũy kế.", required=True, values=SCOPES),
        Column("unit", "string", "What is counted.", "Đếm đối tượng, lượt hay phần thưởng.", values=UNITS),
        Column("uncounted", "integer", "Events among them without a number (nhiều, hàng nghìn).",
               "Số sự kiện không nêu con số.", required=True),
        Column("rounded", "integer", "Events among them whose number is rounded (hơn, gần, khoảng).",
               "Số sự kiện có con số làm tròn.", required=True),
    ),
    ("province_2025", "period", "award", "grade", "authority_level", "recipient_kind", "status", "scope", "unit"),
)

TABLES = (AWARDS, RECIPIENTS, CAMPAIGNS, RATES, ARTICLES)
"""Tables whose rows are each of one article."""

ALL_TABLES = (*TABLES, EVENTS, SUMMARY)
"""Every table that is written."""
