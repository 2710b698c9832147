"""Numbers of products that no shop has."""


def ean13(number: int) -> str:
    """The number in twelve digits, and their check digit (GS1 General Specifications, 7.9)."""
    digits = f"{number:012}"
    weighted = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
    return digits + str(-weighted % 10)


def strangers(count: int, first: int = 950_000_000_000) -> list[str]:
    """So many different numbers that the catalogue does not know; the log names each that is scanned."""
    return [ean13(first + at * 7) for at in range(count)]
