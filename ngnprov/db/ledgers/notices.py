# SPDX-License-Identifier: Apache-2.0
"""What was told lately, so that it is not told again and again: one row for each subject, kept until it may be told anew."""

from sqlalchemy import BigInteger, Column, Table, Text, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from ngnprov.db.columns import metadata
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit

notices = Table(
    "notices",
    metadata,
    Column("about", Text, primary_key=True),
    Column("until", BigInteger, nullable=False, index=True),
)

_c = notices.c
_is_over = or_(_c.until <= parameter("moment"), _c.until > parameter("until"))
"""One that lasts longer than a new one would was written before the clock was set back."""
_TELL = {
    dialect: Statement(
        module.insert(notices)
        .values(about=parameter("about"), until=parameter("until"))
        .on_conflict_do_update(index_elements=["about"], set_={"until": parameter("until")}, where=_is_over)
    )
    for dialect, module in (("sqlite", sqlite), ("postgresql", postgresql))
}
_OLD = Statement(select(_c.about).where(_c.until < parameter("moment")).order_by(_c.until).limit(parameter("most")))
_FORGET = Statement(delete(notices).where(_c.about == parameter("subject"), _c.until < parameter("moment")))


def is_news(unit: Unit, about: str, moment: int, seconds: int) -> bool:
    """Was nothing told of this in the ``seconds`` before ``moment``, in Unix seconds? From now on it was."""
    values = {"about": about, "moment": moment, "until": moment + seconds}
    return bool(unit.run(_TELL[unit.dialect_name], **values))


def forget_old(unit: Unit, moment: int, most: int) -> int:
    """Remove at most so many rows that no longer matter at a moment; how many."""
    rows = unit.all(_OLD, moment=moment, most=most)
    for (about,) in rows:
        unit.run(_FORGET, subject=about, moment=moment)
    return len(rows)
