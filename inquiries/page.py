"""An answer as one page to print: no script, nothing from elsewhere, every text escaped by the tree it is put into."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from domain.events import InquiryState
from domain.inquiry import ZONE
from domain.regions import local_day, time_zone
from domain.vocabulary import InquiryStatus, Language
from inquiries import told
from inquiries.answers import ALL
from words import code, say

STYLE: Final = """
body { font: 11pt/1.45 serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff }
h1 { font-size: 1.3em } h2 { font-size: 1.1em; margin-top: 1.6em }
dl { display: grid; grid-template-columns: max-content auto; gap: .2em 1em }
dt { font-weight: bold } dd { margin: 0; overflow-wrap: anywhere }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: bold; padding: .3em 0 }
th, td { border: 1px solid #777; padding: .25em .5em; text-align: left; vertical-align: top; font-weight: normal }
thead th, tr.all > * { font-weight: bold }
td { text-align: right }
footer { margin-top: 2em; border-top: 1px solid #777; font-size: .9em }
@media print { body { margin: 0; max-width: none } .wide { overflow: visible } thead { display: table-header-group }
  tr { break-inside: avoid } @page { size: A4; margin: 18mm } }
"""
_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy: its own style and nothing else"""
DOCTYPE: Final = b"<!DOCTYPE html>\n"


@dataclass(frozen=True, slots=True)
class Printed:
    """What a page is of. `today`: where the addressee's term is looked at."""

    state: InquiryState
    answer: Mapping[str, Any]
    lang: Language
    today: date

    @property
    def as_known(self) -> date:
        return date.fromisoformat(self.answer["as_known"])


def page(of: Printed) -> bytes:
    html = Element("html", lang=of.lang.value)
    head = SubElement(html, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _text(head, "title", f"{say('inquiry-heading', of.lang)} {of.state.number}")
    _text(head, "style", STYLE)
    body = SubElement(html, "body")
    _text(body, "h1", say("inquiry-heading", of.lang))
    _text(body, "p", say(f"inquiry-about-{of.state.template}", of.lang))
    _facts(body, _about(of))
    for table in of.answer["tables"]:
        _table(body, table, of) if table["as_known"] else _withheld(body, table, of)
    _listed(body, "inquiry-not-recorded", "NotRecorded", of.answer["not_recorded"], of.lang)
    _listed(body, "inquiry-kept-back", "KeptBack", of.answer["kept_back"], of.lang)
    footer = SubElement(body, "footer")
    _facts(footer, _seal(of))
    _text(footer, "p", say("inquiry-check", of.lang))
    written: bytes = tostring(html, encoding="utf-8", method="html")
    return DOCTYPE + written


def _about(of: Printed) -> Iterable[tuple[str, str]]:
    state, lang, region = of.state, of.lang, of.answer["region"]
    received = local_day(datetime.fromisoformat(state.received_at), time_zone(ZONE))
    where = told.place(region, lang, of.as_known) if region else say("inquiry-everywhere", lang)
    yield say("inquiry-number", lang), state.number
    yield say("inquiry-addressee", lang), state.addressee
    yield say("inquiry-received", lang), _day(received, lang)
    yield say("inquiry-due", lang), _day(date.fromisoformat(state.due_on), lang)
    yield say("inquiry-reply", lang), _reply(of)
    yield say("inquiry-among", lang), f"{where}; {told.period(of.answer, lang)}"
    yield say("inquiry-as-known", lang), _day(of.as_known, lang)
    yield say("inquiry-disclosure", lang), _disclosure(of)


def _seal(of: Printed) -> Iterable[tuple[str, str]]:
    yield say("inquiry-digest", of.lang, algorithm="SHA-256"), of.state.digest
    yield say("inquiry-definitions", of.lang), ", ".join(of.state.definitions)
    yield say("inquiry-position", of.lang), str(of.state.position)


def _reply(of: Printed) -> str:
    if of.state.status == InquiryStatus.REPLIED:
        return str(of.state.reply)
    return say("inquiry-overdue" if date.fromisoformat(of.state.due_on) < of.today else "inquiry-no-reply", of.lang)


def _disclosure(of: Printed) -> str:
    policy = of.answer["policy"]
    return say("inquiry-released", of.lang, policy=policy) if policy else say("inquiry-exact", of.lang)


def _table(body: Element, table: Mapping[str, Any], of: Printed) -> None:
    name, lang = table["name"], of.lang
    drawn = SubElement(SubElement(body, "div", {"class": "wide"}), "table")
    _text(drawn, "caption", told.table(table, lang))
    heads = SubElement(SubElement(drawn, "thead"), "tr")
    for axis in table["by"]:
        _text(heads, "th", told.axis(axis, lang), scope="col")
    for figure in table["figures"]:
        _text(heads, "th", told.figure(name, figure, lang), scope="col")
    rows = SubElement(drawn, "tbody")
    for row in table["rows"]:
        _row(rows, table, row, of)


def _row(rows: Element, table: Mapping[str, Any], row: Mapping[str, Any], of: Printed) -> None:
    whole = {"class": "all"} if set(row["key"].values()) == {ALL} else {}
    line = SubElement(rows, "tr", whole)
    for axis in table["by"]:
        _text(line, "th", told.key(table["name"], axis, row["key"][axis], of.lang, of.as_known), scope="row")
    for figure in table["figures"]:
        _text(line, "td", told.value(figure, row["figures"].get(figure), of.lang))


def _withheld(body: Element, table: Mapping[str, Any], of: Printed) -> None:
    _text(body, "h2", told.table(table, of.lang))
    _text(body, "p", say("inquiry-withheld", of.lang))


def _listed(body: Element, heading: str, kind: str, codes: Iterable[str], lang: Language) -> None:
    if not codes:
        return
    _text(body, "h2", say(heading, lang))
    listed = SubElement(body, "ul")
    for each in codes:
        _text(listed, "li", code(kind, each, lang))


def _facts(parent: Element, facts: Iterable[tuple[str, str]]) -> None:
    listed = SubElement(parent, "dl")
    for name, said in facts:
        _text(listed, "dt", name)
        _text(listed, "dd", said)


def _text(parent: Element, tag: str, said: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = said


def _day(day: date, lang: Language) -> str:
    return say("inquiry-day", lang, day=day)
