"""Keeps what Rasa remembers of a conversation short: a turn reads all of it, so without end it would cost without end.

What was said stays in our own `messages`; here only the last turns matter, and the slots.
"""

from __future__ import annotations

import json
import time
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

MOST_EVENTS = 120  # about ten turns; then …
KEPT_TURNS = 4  # … so many are left: the policies look back three


class ShortTrackerStore(SQLTrackerStore):
    """Rasa's SQL store; a conversation that grows past `MOST_EVENTS` rows is written anew, shorter."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add what is new, or cut; the rows of a turn in one statement."""
        await self.stream_events(tracker)
        with self.session_scope() as session:
            events = list(self._additional_events(session, tracker))
            theirs = self.SQLEvent.sender_id == tracker.sender_id
            stored = session.execute(sa.select([sa.func.count()]).where(theirs)).scalar()
            if stored + len(events) > MOST_EVENTS:
                session.execute(sa.delete(self.SQLEvent).where(theirs))
                events = shortened(tracker)
            if events:
                session.execute(sa.insert(self.SQLEvent), [self._row(tracker.sender_id, event) for event in events])
            session.commit()

    def _row(self, sender: str, event: Event) -> dict[str, Any]:
        data = event.as_dict()
        return {
            "sender_id": sender,
            "type_name": event.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data),
        }


def shortened(tracker: DialogueStateTracker) -> list[Event]:
    """The beginning of a session, as Rasa itself writes one, with every slot as it is now and the form that is open;
    then the last turns."""
    kept = _last_turns(list(tracker.events))
    at = min((event.timestamp for event in kept), default=time.time())
    slots = [SlotSet(name, slot.value, timestamp=at) for name, slot in tracker.slots.items() if slot.value is not None]
    form = tracker.active_loop_name
    opened = [ActiveLoop(form, timestamp=at)] if form else []
    return [
        ActionExecuted("action_session_start", timestamp=at),
        SessionStarted(timestamp=at),
        *slots,
        *opened,
        ActionExecuted("action_listen", timestamp=at),
        *kept,
    ]


def _last_turns(events: list[Event]) -> list[Event]:
    """From the citizen's words on that began them; nothing from before Rasa's last session."""
    session = max((place for place, event in enumerate(events) if isinstance(event, SessionStarted)), default=-1)
    begun = [place for place, event in enumerate(events) if isinstance(event, UserUttered) and place > session]
    return events[begun[-KEPT_TURNS:][0] :] if begun else []
