"""What a form leads to when everything is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from actions.forms.form import Form
from actions.forms.values import place
from actions.words import Domain, say
from bot.conversation.messages import CaseRequest, Message, Reply, TicketRequest


def submitted(form: Form, filled: Mapping[str, str], domain: Domain) -> Reply:
    """The reply that opens the cases, or looks one up."""
    done = Reply(
        "form",
        form.entry,
        confidence=1.0,
        messages=[Message("text", say(domain, f"utter_{form.name}_submitted"))],
        form={"name": form.name, "asks": None},
    )
    if form.name == "progress":
        return replace(done, look_up=CaseRequest(filled["number"], filled.get("tail")))
    first, *further = _tickets(form, filled)
    told = [*done.messages, Message("text", say(domain, "utter_ticket"))]
    return replace(done, messages=told, open_ticket=first, further_tickets=further)


def _tickets(form: Form, filled: Mapping[str, str]) -> list[TicketRequest]:
    """One row in the queue; each problem reported is a case of its own."""
    asked = form.asked_for(filled)
    private = {item.name: filled[item.name] for item in asked if item.is_private}
    fields = {item.name: filled[item.name] for item in asked if not item.is_private}
    whole = TicketRequest(form.name, form.name, fields, private)
    if form.name != "report":
        return [whole]
    problems = fields["problem"].split("\n")
    return [replace(whole, fields={**fields, "problem": each, "place": _place(each, fields)}) for each in problems]


def _place(problem: str, fields: Mapping[str, str]) -> str:
    """Its own, when it names one."""
    own = place(problem, asked=False)
    return own if isinstance(own, str) and "\n" in fields["problem"] else fields["place"]
