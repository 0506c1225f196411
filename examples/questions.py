"""Five questions to the dataset, each in a few lines of pandas and of DuckDB's SQL. The answers must agree.

python examples/questions.py output            # DuckDB: pip install duckdb
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pandas as pd

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "output")
text = {
    "event_id": "string",
    "follows": "string",
    "period": "string",
    "recipient_name": "string",
    "part_of_event": "string",
    "grade": "string",
}
events = pd.read_csv(folder / "events.csv", dtype=text)
awards = pd.read_csv(folder / "awards.csv", dtype=text)
articles = pd.read_csv(folder / "articles.csv")
sql = duckdb.connect()
for name in ("events", "awards", "articles", "recipients", "campaigns", "summary"):
    sql.execute(f"CREATE VIEW {name} AS FROM read_csv('{(folder / f'{name}.csv').as_posix()}', all_varchar = true)")

# What may be added up: each event once, parts left out, given on an occasion; a named recipient counts one.
counted = events[events.part_of_event.isna() & (events.status == "conferred") & (events.scope == "occasion")]
counted = counted.assign(number=counted["count"].where(counted.recipient_name.isna(), 1).fillna(0).astype(int))
sql.execute("""CREATE VIEW counted AS
    SELECT *, CASE WHEN recipient_name IS NOT NULL THEN 1 ELSE coalesce("count"::INT, 0) END AS number
    FROM events WHERE part_of_event IS NULL AND status = 'conferred' AND scope = 'occasion'""")


def answer(question: str, by_pandas: pd.DataFrame, query: str) -> None:
    """Print the answer of both; stop where they differ."""
    by_duckdb = sql.execute(query).fetchall()
    rows = [tuple(None if pd.isna(cell) else cell for cell in row) for row in by_pandas.itertuples(index=False)]
    if rows != by_duckdb:
        raise SystemExit(f"{question}\npandas: {rows}\nDuckDB: {by_duckdb}")
    print(f"\n{question}\n{by_pandas.to_string(index=False)}")


answer(
    "1. How many Bằng khen did each province see given, year by year?",
    counted[counted.award == "bang-khen"].assign(year=counted.period.str[:4])
    .groupby(["province_2025", "year"], as_index=False).number.sum().sort_values(["province_2025", "year"]),
    "SELECT province_2025, period[:4] AS year, sum(number)::INT FROM counted "
    "WHERE award = 'bang-khen' AND province_2025 IS NOT NULL AND period IS NOT NULL GROUP BY ALL ORDER BY ALL",
)  # fmt: skip

answer(
    "2. Who received a Huân chương, and of which grade?",
    counted[counted.award.str.startswith("huan-chuong") & counted.recipient_name.notna()]
    [["recipient_name", "award_label", "grade"]].sort_values(["recipient_name", "award_label"]),
    "SELECT recipient_name, award_label, grade FROM counted "
    "WHERE award LIKE 'huan-chuong%' AND recipient_name IS NOT NULL ORDER BY 1, 2",
)  # fmt: skip

answer(
    "3. What share of the counted awards went to individuals, by level of authority?",
    counted.assign(individuals=counted.number.where(counted.recipient_kind == "individual", 0))
    .groupby("authority_level", as_index=False)[["individuals", "number"]].sum(),
    "SELECT authority_level, sum(CASE WHEN recipient_kind = 'individual' THEN number ELSE 0 END)::INT, sum(number)::INT "
    "FROM counted WHERE authority_level IS NOT NULL GROUP BY 1 ORDER BY 1",
)  # fmt: skip

proposed = events[events.status == "proposed"]
decided = proposed.merge(events, left_on="event_id", right_on="follows", suffixes=("", "_then"))
answer(
    "4. Which proposals were decided on, and with what count?",
    decided.assign(asked=decided["count"].astype("Int64"), given=decided["count_then"].astype("Int64"))
    [["award", "recipient_kind", "asked", "given"]].sort_values(["award", "recipient_kind"]),
    "SELECT p.award, p.recipient_kind, p.\"count\"::INT, d.\"count\"::INT FROM events p JOIN events d "
    "ON d.follows = p.event_id WHERE p.status = 'proposed' ORDER BY 1, 2",
)  # fmt: skip

top = counted.sort_values(["n_articles", "event_id"], ascending=[False, True]).head(5)
proof = top.merge(awards[["award_id", "article_id", "evidence"]]).merge(articles[["article_id", "url"]])
answer(
    "5. Which awards were reported most, and where is the proof?",
    proof[["n_articles", "evidence", "url"]].sort_values(["n_articles", "evidence"], ascending=[False, True]),
    "SELECT c.n_articles::INT, a.evidence, t.url FROM (FROM counted ORDER BY n_articles::INT DESC, event_id LIMIT 5) c "
    "JOIN awards a USING (award_id) JOIN articles t ON t.article_id = a.article_id ORDER BY 1 DESC, 2",
)  # fmt: skip
