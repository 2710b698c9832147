#!/usr/bin/env python3
"""Writes the keyboard layouts of this folder from xkeyboard-config.

    apt-get install xkb-data libxkbcommon0
    python3 hw/scanner/hid_keyboard/layouts.py            writes layouts/*.txt anew
    python3 hw/scanner/hid_keyboard/layouts.py --check    says what would change; exits 1 if anything would, 3 if it cannot know

Last run with xkeyboard-config 2.35.1 (Debian package xkb-data 2.35.1-1) and libxkbcommon 1.5.0.

Each file has five rows as they stand on the board, from the digits down to the space bar, and for each row four lines:
the characters of its keys plain, with Shift, with AltGr, with both. A key that gives nothing there is a dot on the line
(U+00B7 itself, where a layout has it, is written as its number, U+B7), the space is U+2423, a dead key is a combining
character on U+25CC, and what no barcode holds (no-break spaces, control keys) is left out. Lines after the rows say what a
dead key gives with a space where that is not its accent, and which signs, typed with AltGr, are dead keys on Windows and
not here: scanners are made for Windows, and type a space after them.
"""

import ctypes
import pathlib
import sys

RELEASE = "2.35.1"

# Name in the settings: layout and variant of xkeyboard-config, and what it is called.
LAYOUTS = {
    "us": ("us", "", "American"),
    "us-intl": ("us", "intl", "American, international"),
    "gb": ("gb", "", "British"),
    "fr": ("fr", "", "French"),
    "fr-oss": ("fr", "oss", "French, alternative"),
    "fr-bepo": ("fr", "bepo", "French, BEPO"),
    "be": ("be", "", "Belgian"),
    "ch-fr": ("ch", "fr", "Swiss, French"),
    "ch-de": ("ch", "", "Swiss, German"),
    "ca-fr": ("ca", "", "Canadian, French"),
    "de": ("de", "", "German"),
    "de-nodeadkeys": ("de", "nodeadkeys", "German, no dead keys"),
    "at": ("at", "", "Austrian"),
    "es": ("es", "", "Spanish"),
    "it": ("it", "", "Italian"),
    "pt": ("pt", "", "Portuguese"),
    "nl": ("nl", "", "Dutch"),
    "pl": ("pl", "", "Polish"),
    "cz": ("cz", "", "Czech"),
    "dk": ("dk", "", "Danish"),
    "no": ("no", "", "Norwegian"),
    "se": ("se", "", "Swedish"),
    "fi": ("fi", "", "Finnish"),
    "hu": ("hu", "", "Hungarian"),
    "tr": ("tr", "", "Turkish"),
}
# With a space, a dead key gives its accent; on this board it gives the sign that is printed on the key.
SPACED = {"us-intl": {"\u0301": "'", "\u0308": '"'}}
# Dead with AltGr on the layout that Windows has of this name.
DEAD_ON_WINDOWS = {"fr": "~`", "es": "~"}

ROWS = [
    ["TLDE"] + [f"AE{n:02}" for n in range(1, 13)],
    [f"AD{n:02}" for n in range(1, 13)],
    [f"AC{n:02}" for n in range(1, 12)] + ["BKSL"],
    ["LSGT"] + [f"AB{n:02}" for n in range(1, 11)],
    ["SPCE"],
]
NOTHING, SPACE, HOLDER = "·", "␣", "◌"
DEAD = {
    "dead_grave": "\u0300", "dead_acute": "\u0301", "dead_circumflex": "\u0302", "dead_tilde": "\u0303",
    "dead_macron": "\u0304", "dead_breve": "\u0306", "dead_abovedot": "\u0307", "dead_diaeresis": "\u0308",
    "dead_abovering": "\u030a", "dead_doubleacute": "\u030b", "dead_caron": "\u030c", "dead_cedilla": "\u0327",
    "dead_ogonek": "\u0328",
}  # fmt: skip
SHIFT, ALT_GR = "LFSH", "RALT"


class Names(ctypes.Structure):
    """struct xkb_rule_names of xkbcommon.h."""

    _fields_ = [(name, ctypes.c_char_p) for name in ("rules", "model", "layout", "variant", "options")]


def library():
    """libxkbcommon with the signatures that are used here."""
    try:
        xkb = ctypes.CDLL("libxkbcommon.so.0")
    except OSError as error:
        print(f"libxkbcommon cannot be loaded ({error}); apt-get install libxkbcommon0.", file=sys.stderr)
        sys.exit(3)
    pointer, number = ctypes.c_void_p, ctypes.c_uint32
    for name, result, arguments in [
        ("xkb_context_new", pointer, [ctypes.c_int]),
        ("xkb_keymap_new_from_names", pointer, [pointer, ctypes.POINTER(Names), ctypes.c_int]),
        ("xkb_keymap_key_by_name", number, [pointer, ctypes.c_char_p]),
        ("xkb_keymap_mod_get_index", number, [pointer, ctypes.c_char_p]),
        ("xkb_keymap_unref", None, [pointer]),
        ("xkb_state_new", pointer, [pointer]),
        ("xkb_state_unref", None, [pointer]),
        ("xkb_state_update_key", ctypes.c_int, [pointer, number, ctypes.c_int]),
        ("xkb_state_mod_name_is_active", ctypes.c_int, [pointer, ctypes.c_char_p, ctypes.c_int]),
        ("xkb_state_key_get_one_sym", number, [pointer, number]),
        ("xkb_keysym_get_name", ctypes.c_int, [number, ctypes.c_char_p, ctypes.c_size_t]),
        ("xkb_keysym_to_utf32", number, [number]),
    ]:
        function = getattr(xkb, name)
        function.restype, function.argtypes = result, arguments
    return xkb


def written(xkb, symbol):
    """One keysym as it stands in the files."""
    name = ctypes.create_string_buffer(64)
    xkb.xkb_keysym_get_name(symbol, name, len(name))
    accent = DEAD.get(name.value.decode())
    if accent:
        return HOLDER + accent
    character = chr(xkb.xkb_keysym_to_utf32(symbol))
    if character == " ":
        return SPACE
    if character in (NOTHING, SPACE, HOLDER):
        return f"U+{ord(character):X}"
    return character if character.isprintable() and not character.isspace() else NOTHING


def level(xkb, keymap, held):
    """The five rows with these keys held down; nothing where the layout has no such level."""
    state = xkb.xkb_state_new(keymap)
    for key in held:
        xkb.xkb_state_update_key(state, xkb.xkb_keymap_key_by_name(keymap, key.encode()), 1)
    # Where the right Alt is no AltGr, it leaves characters as they are: they are not typed with it.
    effective = 1 << 3
    exists = ALT_GR not in held or xkb.xkb_state_mod_name_is_active(state, b"Mod5", effective) == 1
    rows = []
    for names in ROWS:
        keys = [xkb.xkb_keymap_key_by_name(keymap, name.encode()) for name in names]
        symbols = [xkb.xkb_state_key_get_one_sym(state, key) if exists else 0 for key in keys]
        rows.append(" ".join(written(xkb, symbol) for symbol in symbols))
    xkb.xkb_state_unref(state)
    return rows


def layout(xkb, context, name):
    """The text of one file."""
    country, variant, title = LAYOUTS[name]
    names = Names(b"evdev", b"pc105", country.encode(), variant.encode(), b"")
    keymap = xkb.xkb_keymap_new_from_names(context, ctypes.byref(names), 0)
    if not keymap:
        sys.exit(f"xkeyboard-config has no {country}({variant}); install the release that this script names.")
    levels = [level(xkb, keymap, held) for held in ([], [SHIFT], [ALT_GR], [SHIFT, ALT_GR])]
    xkb.xkb_keymap_unref(keymap)
    origin = f"{country}({variant})" if variant else country
    lines = [f"# {title}: {origin} of xkeyboard-config {RELEASE}, written by layouts.py"]
    for row in zip(*levels):
        lines += ["", *row]
    notes = [f"{HOLDER}{accent} {sign}" for accent, sign in SPACED.get(name, {}).items()]
    notes += [f"AltGr {sign}" for sign in DEAD_ON_WINDOWS.get(name, "")]
    lines += [""] * bool(notes) + notes
    return "\n".join(lines) + "\n"


def main():
    folder = pathlib.Path(__file__).parent / "layouts"
    folder.mkdir(exist_ok=True)
    xkb = library()
    context = xkb.xkb_context_new(0)
    differ = []
    for name in LAYOUTS:
        path, text = folder / f"{name}.txt", layout(xkb, context, name)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            differ.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if differ:
        print("differ:" if "--check" in sys.argv else "written:", *differ)
    if differ and "--check" in sys.argv:
        sys.exit(1)


main()
