"""What has changed since a packet was mailed, in plain words: facts, exhibits and forms, one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.values import text_to_value
from immdesk.basics.words import _, n_
from immdesk.office.case_packet import read_packet
from immdesk.office.filed_rows import snapshot_kept
from immdesk.office.packet_snapshot import snapshot_of

if TYPE_CHECKING:
    from immdesk.basics.vocabulary import Vocabulary
    from immdesk.basics.word import Word
    from immdesk.office.office import Office
    from immdesk.office.packet_kept import KeptPacket

Rows = Mapping[str, Mapping[str, Any]]


def since_filing(office: Office, case_id: str, packet: KeptPacket) -> tuple[str, ...]:
    """Give what is otherwise now than when this packet was built; nothing for one of an older desk."""
    filed = snapshot_kept(office, packet)
    if not filed:
        return ()
    now = _now(office, case_id, packet)
    vocabulary = office.library.vocabulary
    return (
        *_facts(vocabulary, filed["people"], now["people"]),
        *_documents(filed["documents"], now["documents"]),
        *_forms(filed["forms"], now["forms"]),
    )


def _now(office: Office, case_id: str, packet: KeptPacket) -> Mapping[str, Any]:
    """Give what the same packet would be made from now: the filing of the case, or a response."""
    if not packet.answers:
        return snapshot_of(read_packet(office, case_id))
    from immdesk.office.response_packet import snapshot_now

    return snapshot_now(office, packet.answers)


def _facts(vocabulary: Vocabulary, filed: Rows, now: Rows) -> Iterator[str]:
    for key, before in filed.items():
        if key not in now:
            yield _("{name} is no longer in the case.").format(name=before["name"])
            continue
        name, after = now[key]["name"], now[key]["words"]
        lines = list(_words(vocabulary, before["words"], after))
        yield from (f"{name}: {line}" if name else line for line in lines)
    for key in now.keys() - filed.keys():
        yield _("{name} came into the case.").format(name=now[key]["name"])


def _words(vocabulary: Vocabulary, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(before.keys() | after.keys()):
        was, now = before.get(path, ""), after.get(path, "")
        if was == now or not vocabulary.has(path):
            continue
        word = vocabulary.word(path)
        label = word.label or path
        if word.type in ("list", "row"):
            yield _("{label} changed.").format(label=label)
        elif not was:
            yield _("{label}: now {now}, not known when it was filed.").format(
                label=label, now=_shown(word, now)
            )
        else:
            yield _("{label}: now {now}, filed as {was}.").format(
                label=label, now=_shown(word, now) or _("not known"), was=_shown(word, was)
            )


def _shown(word: Word, text: str) -> str:
    said = dict(word.choices).get(text)
    return said or on_screen(text_to_value(word.type, text))


def _documents(filed: Rows, now: Rows) -> Iterator[str]:
    for key, before in filed.items():
        after = now.get(key)
        words = {"letter": before["letter"], "title": before["title"]}
        if after is None:
            yield _("Exhibit {letter}, {title}: no longer in the packet.").format(**words)
        elif after["blob"] != before["blob"]:
            yield _("Exhibit {letter}, {title}: replaced.").format(**words)
        elif after["title"] != before["title"]:
            yield _("Exhibit {letter}, {title}: now called {now}.").format(now=after["title"], **words)
    for key in [one for one in now if one not in filed]:
        yield _("New in the packet: {title}.").format(title=now[key]["title"])


def _forms(filed: Rows, now: Rows) -> Iterator[str]:
    for key, before in filed.items():
        name = _titled(before)
        after = now.get(key)
        if after is None:
            yield _("{form}: no longer filled.").format(form=name)
        elif after["edition"] != before["edition"] or after["blank"] != before["blank"]:
            yield _("{form}: the blank is now edition {edition}; filed was {was}.").format(
                form=name, edition=after["edition"], was=before["edition"]
            )
        else:
            count = _differing(before["boxes"], after["boxes"])
            if count:
                said = n_(
                    "{n} box would be filled otherwise now.",
                    "{n} boxes would be filled otherwise now.",
                    count,
                )
                yield f"{name}: {said}"
    for key in [one for one in now if one not in filed]:
        yield _("{form}: not in what was filed.").format(form=_titled(now[key]))


def _titled(row: Mapping[str, Any]) -> str:
    return f"{row['form']} – {row['who']}" if row["who"] else str(row["form"])


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> int:
    return sum(before.get(name, "") != after.get(name, "") for name in before.keys() | after.keys())
