"""Who is told of a case, how and when: rows for the outbox, worked out without reading or sending anything."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from bot.alerts.by_mail import MailWay
from bot.alerts.by_webhook import LOCAL
from bot.alerts.letters import render
from bot.alerts.model import Alert, Kind, TeamToTell, Told, Way, each_once
from bot.alerts.quiet import QuietHours
from bot.alerts.ways import told
from bot.cases.model import Case, Priority
from bot.delivery.senders import OutboxRow
from bot.mail.address import digest, is_address
from bot.settings import Settings, SettingsError

logger = logging.getLogger(__name__)


class Alerts:
    """The alerts of a college: its teams, their ways, quiet hours, and the site that links lead to."""

    def __init__(self, teams: Iterable[TeamToTell], ways: Told, quiet: QuietHours | None, site: str, mails: bool) -> None:
        self._teams = {team.id: team for team in teams}
        self._ways = ways
        self._quiet = quiet
        self._site = site
        self._mails = mails

    @classmethod
    def from_settings(cls, settings: Settings, teams: Iterable[TeamToTell]) -> Alerts:
        """The alerts that settings ask for; what is missing is logged.

        Raises:
            SettingsError: when ALERTS names a team that the content pack does not have.
        """
        known = {team.id: team for team in teams}
        ways = told(settings.alerts, settings.urgent_alerts)
        if strange := sorted(set(ways.teams) - set(known) - {"*"}):
            raise SettingsError(
                f"ALERTS names {', '.join(strange)}, which the content pack does not have. Its teams are: {', '.join(sorted(known))}."
            )
        alerts = cls(known.values(), ways, QuietHours.read(settings.quiet_hours), settings.site, bool(settings.smtp_host))
        for gap in alerts.gaps():
            logger.warning(gap)
        return alerts

    @property
    def mails(self) -> bool:
        """Whether a mail server is set, so that an answer can reach a mailbox."""
        return self._mails

    def for_case(
        self, case: Case, kind: Kind | str, now: datetime, *, people: Sequence[str] = (), cause: str = ""
    ) -> list[OutboxRow]:
        """What goes into the outbox for a case, in the transaction that changes it. Putting it in twice tells nobody twice.

        ``people`` are the e-mail addresses of those told besides the team: the leads of one overdue; who is assigned is told
        alone. ``cause`` sets apart two alerts of one kind, such as the id of the message with urgent words: without it a case
        is new once and urgent once, and overdue, reopened or assigned once per version.
        """
        kind = Kind(kind)
        urgent = kind is Kind.URGENT or case.priority is Priority.URGENT
        if kind is Kind.NEW and urgent:
            kind = Kind.URGENT
        team = self._teams.get(case.team, TeamToTell(case.team, case.team))
        due = None if urgent else self._waits_until(now, team)
        alert = Alert(
            case=case.id,
            kind=kind,
            team=team,
            priority=case.priority,
            reason=case.reason,
            topic=case.topic,
            language=case.language,
            opened=case.opened,
            told=due or now,
            link=f"{self._site}/desk/cases/{case.id}",
        )
        cause = cause or ("" if kind in (Kind.NEW, Kind.URGENT) else str(case.version))
        mark = f"{kind}.{digest(cause)}" if cause else str(kind)
        return [_row(way, alert, f"alert:{case.id}:{mark}:{way.name}", due) for way in self._to_tell(kind, team, urgent, people)]

    def gaps(self, team: str | None = None) -> list[str]:
        """What is missing, in plain sentences: for the desk's banner; of one team, for the trail of its urgent case."""
        nobody, one, urgent_only = [], [], []
        alike: dict[str, list[str]] = {}
        for known in self._teams.values():
            if team not in (None, known.id):
                continue
            ways = self._to_tell(Kind.URGENT, known, True, ())
            kinds = {way.kind for way in ways}
            if not ways:
                nobody.append(known.name)
            elif len(ways) == 1:
                one.append(known.name)
            elif len(kinds) == 1:
                alike.setdefault(kinds.pop(), []).append(known.name)
            if ways and not self._ways.of(known.id):
                urgent_only.append(known.name)
        told: dict[str, object] = {"nobody": nobody, "one": one, "alike": alike}
        if team is None:
            local = self._ways.all() and urlsplit(self._site).hostname in LOCAL
            told |= {"urgent_only": urgent_only, "no_mail": not self._mails, "local": self._site if local else ""}
        else:
            told |= {"urgent_only": [], "no_mail": False, "local": ""}
        return render("gaps.txt", **told).splitlines()

    def unheard(self) -> list[str]:
        """The names of teams whose urgent cases reach nobody but those who look at the desk."""
        return [team.name for team in self._teams.values() if not self._to_tell(Kind.URGENT, team, True, ())]

    def _to_tell(self, kind: Kind, team: TeamToTell, urgent: bool, people: Sequence[str]) -> tuple[Way, ...]:
        ways: list[Way] = []
        if kind is not Kind.ASSIGNED:
            ways += [*self._ways.of(team.id), *(self._ways.urgent if urgent else ())]
        if self._mails:
            ways += [MailWay(address) for address in people if is_address(address)]
        return each_once(ways)

    def _waits_until(self, now: datetime, team: TeamToTell) -> datetime | None:
        """When what is not urgent goes out: at the end of the quiet hours, or when the team opens, if that is before; None for now."""
        end = self._quiet.until(now, team.zone) if self._quiet else None
        if end is None:
            return None
        opens = team.opens(now)
        due = min(end, opens) if opens else end
        return due if due > now else None


def _row(way: Way, alert: Alert, key: str, due: datetime | None) -> OutboxRow:
    """A lane of its own for each alert: one that waits for the morning must not hold back an urgent one of the same case."""
    return OutboxRow(lane=key, channel=way.channel, key=key, payload=way.payload(alert), due=due)
