"""What a description says, each time as one whole phrase with named places in braces.

The keys are of the kind that ``timeline.languages`` has, and its endings mean what they mean there.
"""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    "told.numbers": "no one two three four five six seven eight nine ten",  # small ones, in running text
    # how many, from when to when
    "told.none": "A timeline without events.",
    "told.single": "A single event, {event}.",
    "told.reach": "{count} events from {first} to {last}.",
    "told.reach_in_groups": "{count} events from {first} to {last} in {number} groups.",
    "told.reach_by_group": "{count} events from {first} to {last} in {number} groups: {groups}.",
    "told.one_day": "{count} events within one day: {date}.",
    "told.at_once": "{count} events, all dated {date}.",
    "told.at_once.day": "{count} events, all on {date}.",
    "told.at_once.month": "{count} events, all in {date}.",
    "told.at_once.year": "{count} events, all in {date}.",
    "told.only_count": "{count} events.",
    "told.groups": "By group: {groups}.",
    "told.group": "{title} ({count})",
    "told.ungrouped": "no group ({count})",
    # where they crowd, and where there are none
    "told.most.day": "Most of them ({count}) are on {date}.",
    "told.most.month": "Most of them ({count}) are in {date}.",
    "told.most.year": "Most of them ({count}) are in {date}.",
    "told.most.decade": "Most of them ({count}) are in the {date}.",
    "told.quiet": "The longest quiet stretch, {length}, lies between {first} and {last}.",
    "told.quiet_about": "The longest quiet stretch, about {length}, lies between {first} and {last}.",
    # which they are
    "told.event": "“{title}” ({date})",
    "told.these": "They are {events}.",
    "told.main.one": "The most important is {events}.",
    "told.main.other": "The most important are {events}.",
    "told.among_main": "Among the most important are {events}.",
    "told.ends": "The first is {first}, the last to begin {last}.",
    "told.longest": "{event} lasts longest.",
    "told.going_on.one": "{count} of them goes on: {events}.",
    "told.going_on.other": "{count} of them go on: {events}.",
    "told.many_going_on": "{count} of them go on.",
    "told.focus": "In focus is {event}; no link joins it with another.",
    "told.focus.one": "In focus is {event}, with {count} event that links join with it.",
    "told.focus.other": "In focus is {event}, with {count} events that links join with it.",
    # what is not sure
    "told.approximate.one": "{count} date is approximate",
    "told.approximate.other": "{count} dates are approximate",
    "told.uncertain.one": "{count} date is uncertain",
    "told.uncertain.other": "{count} dates are uncertain",
    "told.unspecified.one": "{count} date is known in part",
    "told.unspecified.other": "{count} dates are known in part",
    "told.either.one": "{count} date is left open between several",
    "told.either.other": "{count} dates are left open between several",
    "told.unbounded.one": "{count} has a beginning or an end that is not known",
    "told.unbounded.other": "{count} have a beginning or an end that is not known",
    "told.elsewhere.one": "a source gives another date for {count} event",
    "told.elsewhere.other": "sources give other dates for {count} events",
    "told.alleged.one": "{count} event is alleged",
    "told.alleged.other": "{count} events are alleged",
    "told.disputed.one": "{count} event is disputed",
    "told.disputed.other": "{count} events are disputed",
    "told.clauses": "{clauses}.",
    # what stands behind them
    "told.eras": "In the background: {eras}.",
    "told.many_eras": "{count} eras stand in the background.",
    "told.sources.one": "{count} source is cited.",
    "told.sources.other": "{count} sources are cited.",
    "told.links.one": "{count} link joins two of them.",
    "told.links.other": "{count} links join them.",
    "told.links_all": "{count} links join them, all of which meet at {event}.",
    "told.links_hub": "{count} links join them, {most} of which meet at {event}.",
    # one by one
    "told.led_to": "It led to {event}.",
    "told.linked": "{label}: {event}.",
    "told.title": "{title}: {sentence}",
    "told.part": "{part}.",
}
