# Sourced by scripts that want one whole order of a program that is not this machine's own, or lies elsewhere: from the scan
# to the slip, against a sandbox shop (of the debug build, whatever the program is). Needs `scratch`, a folder.

# Opens the shop; `shop` is its address from then on. It ends with the script.
open_shop() {
    cargo build --quiet --locked
    local said
    exec {shop_out}< <(exec target/debug/scanslip sandbox --listen 127.0.0.1:0)
    shop_pid=$!
    read -r -t 60 said <&"$shop_out"
    shop=$(sed -n 's/^sandbox shop at \([^ ]*\) .*/\1/p' <<<"$said")
    test -n "$shop"
}

close_shop() { if [ -n "${shop_pid-}" ]; then kill "$shop_pid" 2>/dev/null || true; fi; }

# The settings of a kiosk that reads standard input and prints into a file. STATE-DIR KEY-FILE
order_settings() {
    cat <<TOML
[kiosk]
state-dir = "$1"
clock = "battery"
[kash]
url = "$shop"
shop-id = "12345"
key-file = "$2"
[[scanner]]
kind = "stdin"
[printer]
kind = "file"
path = "$1/slips.bin"
TOML
}

# Reads the kiosk's log until a line holds WORDS; whoever says nothing for two minutes has failed.
until_it_says() {
    local line
    while read -r -t 120 line <&"${KIOSK[0]}"; do
        printf '    %s\n' "$line"
        if [[ $line == *"$1"* ]]; then return; fi
    done
    echo "it never said: $1" >&2
    return 1
}

# One order: two articles, confirm, slip. PROGRAM... is the program with what must stand before it and --config.
order() {
    coproc KIOSK { NO_COLOR=1 exec "$@" run 2>&1; }
    local kiosk=$KIOSK_PID
    until_it_says ready
    printf '%s\n' 3017620422003 5449000000996 SLIP-CONFIRM >&"${KIOSK[1]}"
    until_it_says "order accepted"
    until_it_says "slip done"
    kill "$kiosk"
    wait "$kiosk"
    "$@" orders verify
    "$@" orders list
}

# How many orders of the journal are accepted and have their slip. PROGRAM...
orders_done() { "$@" orders list --json | grep -o '"slip":"printed"[^}]*"state":"accepted"' | wc -l; }
