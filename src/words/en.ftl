### What the kiosk says, in English. What each sentence is for stands in fr.ftl.

language-name = English
pair = { $name }: { $value }

## The slip.

order-form = Order slip
not-a-receipt = This is not a receipt
order = Order
duplicate = DUPLICATE { $n }
total = Total
shop-total = Total by the shop
    .tiny = Shop
vat = VAT
rate = Rate
net = Net
gross = Gross
pay-with-phone = Pay with your phone
or-at-counter = or at the counter
pay-at-counter = Pay at the counter
link-unavailable = Payment link not available
quote = Quote
not-validated = Order not validated
invoice = Invoice
paid = Paid
provisional = Order waiting
not-confirmed = Not yet confirmed by the shop
local-number = Kiosk number
reference = Reference
table = Table
pager = Pager
covers = Place settings
delivery-takeaway = Takeaway
delivery-home = Delivery
delivery-on-site = On site
delivery-drive = Drive-through
delivery-counter = Counter sale
delivery-pick-up = Pick-up point
delivery-shipped = Shipping
note = Note

## The screen: before and while somebody scans.

welcome = Welcome
how-to-start = Scan your first item
cart = Your basket
articles = { $n ->
    [one] { $n } item
   *[other] { $n } items
}
how-to-order = Done? Press Confirm
quantity = Quantity
price = Price
per-kilogram = { $price } per kg
next-quantity = The next item counts { $n } times
price-check = Price check
scan-for-price = Scan the item to see its price
customer = Customer card added
    .tiny = Customer card
customer-new = New customer
staff = Staff: { $who }
    .tiny = { $who }
choose = Please choose
    .tiny = Choose
choose-how = Press the number or scan the code
    .tiny = Number or code
choose-more = 0 = more
confirm = Confirm
cancel = Cancel
undo = Remove last

## The screen: what a scan did.

unknown-code = Unknown item: { $code }
scan-again = Misread: please scan again
ask-staff = Please ask a member of staff
    .tiny = Please ask the staff
not-for-sale = This item is not for sale
age-bound = Age check needed: buy it at the counter
needs-weighing = Weigh this item first
cart-full = The basket is full
too-much = Quantity or total too high for the kiosk
not-for-shoppers = This code cannot be used here
not-a-choice = Not a choice for this item
staff-only = Staff only
use-by-past = Use-by date passed: this item cannot be sold
best-before-past = Best-before date passed
same-serial = This very item is already in the basket
age-hold = Age check ({ $n } or over): please wait for staff
age-question = { $who }: is the buyer { $n } or over?
age-passed = Age checked, thank you
age-failed = Not sold: the buyer is not old enough
nothing-to-check = No item here needs an age check
card-taken = Customer card recognised
card-unknown = Customer card unknown
card-new = New customer: registered with this order
service-taken = Noted for your order
staff-taken = Staff recognised

## The screen: after the order.

sending = Registering your order...
registered = Order registered
order-number = Order no.
slip-printing = Your slip is printing
take-slip = Take your slip
no-slip = No slip: take a photo of this screen
    .tiny = No slip: take a photo
slip-failed = The printer failed: take a photo of this screen
    .tiny = Printer failed: take a photo

## The screen: what is wrong with the kiosk.

printer-trouble = Printer not available
    .tiny = Printer
printer-no-paper = no paper
printer-cover-open = cover open
printer-cutter = paper cutter stuck
    .tiny = cutter stuck
printer-failed = out of order
printer-off-line = set off-line
    .tiny = off-line
printer-wedged = takes no data
    .tiny = no data taken
printer-silent = does not answer
    .tiny = no answer
printer-gone = unplugged or switched off
    .tiny = switched off
paper-question = Print a slip?
paper-answers = Confirm = yes, Cancel = no
    .tiny = Confirm{"\u00A0"}={"\u00A0"}yes, Cancel{"\u00A0"}={"\u00A0"}no
kept = Order kept
kept-how = Pay at the counter with this number
    .tiny = Pay at the counter
in-doubt = Order being checked
in-doubt-how = Do not order again: show this number at the counter
    .tiny = Do not order again: go to the counter
shop-refused = The shop refused the order: { $why }
    .tiny = Refused: { $why }
not-recorded = The order could not be recorded; nothing was sent
catalogue-unreadable = The catalogue cannot be read
out-of-service = Kiosk out of service
out-of-service-disk = Storage cannot be written
out-of-service-queue = Too many orders are waiting for the shop
out-of-service-register = The shop’s cash register is closed
out-of-service-scanner = No barcode scanner is connected
countdown = This basket will be cleared in { $n }{"\u00A0"}s; press any key to go on
countdown-order = Shown for another { $n }{"\u00A0"}s; any key gives more time
help = Scan your items one by one. Remove takes the last one out. Confirm sends the order, Cancel clears the basket. Then pay with your phone or at the counter. Number pad: point = language, star = price, slash = help.
    .tiny = Scan your items. Confirm orders, Cancel clears. Pay: phone or counter. Number pad: point = language, * = price, - = remove.

## The sheets of codes.

sheet = Codes to scan
sheet-staff = Codes of the staff: keep them locked up
help-title = Help
reprint = Print the slip again
age-checked = Age checked
