# SPDX-License-Identifier: Apache-2.0
"""Mail to the operator when somebody fails to log in as an administrator: with the entry of the journal, in its unit.

Only names that an administrator has are told of, so that their number bounds the mail: in a window one of a name that fails
and one of a name that is refused because there were too many.
"""

from dataclasses import dataclass

from ngnprov import clock
from ngnprov.db.ledgers import notices, outbox
from ngnprov.db.unit import Unit
from ngnprov.mail import letters
from ngnprov.settings import MailSettings

OPERATOR = 0
"""To whom messages of no customer go."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A login of an administrator that was refused, from ``address``; ``is_locked``: because there were too many.

    One that is rung goes to ``mail``, once in ``window`` seconds for each name.
    """

    login: str
    address: str
    is_locked: bool
    mail: MailSettings
    window: int

    def ring(self, unit: Unit, at: str) -> None:
        """Write to the operator unless that was done lately; ``at`` is the stored time of the attempt."""
        what = "locked" if self.is_locked else "failed"
        letter = letters.of_failed_login(
            self.mail,
            login=self.login,
            address=self.address,
            time=clock.to_seconds(at),
            reason="there were too many attempts" if self.is_locked else "the password was wrong",
        )
        if letter is None:
            return
        if notices.is_news(unit, f"login of {self.login} {what}", int(clock.moment(at).timestamp()), self.window):
            outbox.add(unit, OPERATOR, letters.MAIL, letter.to_content(), at)
