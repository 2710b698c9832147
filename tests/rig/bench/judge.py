"""Whether nothing was lost and nothing doubled: the kiosk's log and journal, the shop and the paper, held together."""

import collections
import re

from bench.escpos import Slip
from bench.shop import Order

CONFIRMED = re.compile(r"order confirmed order=(\w{26})")
DONE = re.compile(r"slip done order=(\w{26})")


def confirmed(lines: list[str]) -> set[str]:
    """The orders that a log calls confirmed: each was on disk before its line was written."""
    return {found.group(1) for line in lines if (found := CONFIRMED.search(line))}


def under_way(lines: list[str]) -> set[str]:
    """The orders that were confirmed, and whose slip was not out, when this log ended."""
    return confirmed(lines) - printed(lines)


def resumed(lines: list[str]) -> set[str]:
    """The orders that were confirmed before this start of the machine, and whose slip came in it."""
    return printed(lines) - confirmed(lines)


def printed(lines: list[str]) -> set[str]:
    return {found.group(1) for line in lines if (found := DONE.search(line))}


def left_to_staff(orders: list[dict]) -> list[str]:
    """The orders whose slip does not come by itself."""
    return [order["id"] for order in orders if order["slip"] != "printed"]


def is_settled(order: dict) -> bool:
    """Whether nothing more becomes of it by itself: the shop has it, and its slip came or is left to staff."""
    return order["state"] == "accepted" and order["slip"] in ("printed", "broken", "too-late")


def lost(told: set[str], orders: list[dict], shop: list[Order]) -> set[str]:
    """Orders that somebody was told of and that the journal or the shop has not."""
    kept = {order["id"] for order in orders}
    return (told | kept | {order.order for order in shop}) - (kept & {order.order for order in shop})


def doubled(shop: list[Order]) -> list[str]:
    """Orders that the shop has more than once."""
    times = collections.Counter(order.order for order in shop)
    return [order for order, count in times.items() if count > 1]


def doubled_on_paper(slips: list[Slip]) -> list[str]:
    """Payment links that came twice without a mark."""
    times = collections.Counter(link for slip in slips if not slip.is_marked() for link in slip.links)
    return [link for link, count in times.items() if count > 1]


def wrong_copies(slips: list[Slip]) -> dict[str, list[bool]]:
    """Payment links that came more than twice, or the second time without a mark; and of each slip, whether it was marked."""
    marks = collections.defaultdict(list)
    for slip in slips:
        for link in set(slip.links):
            marks[link].append(slip.is_marked())
    return {link: marked for link, marked in marks.items() if len(marked) > 2 or not all(marked[1:])}


def without_paper(orders: list[dict], shop: list[Order], slips: list[Slip]) -> list[int]:
    """Orders of which no slip came out, though the journal says so."""
    links = {link.rsplit("/", 1)[-1] for slip in slips for link in slip.links}
    printed = {order["id"] for order in orders if order["slip"] == "printed"}
    return [order.number for order in shop if order.order in printed and order.token not in links]
