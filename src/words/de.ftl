### What the kiosk says, in German. What each sentence is for stands in fr.ftl.

language-name = Deutsch
pair = { $name }: { $value }

## The slip.

order-form = Bestellschein
not-a-receipt = Kein Kassenbeleg
order = Bestellung
duplicate = DUPLIKAT { $n }
total = Summe
shop-total = Summe laut Geschäft
    .tiny = Geschäft
vat = MwSt.
rate = Satz
net = Netto
gross = Brutto
pay-with-phone = Mit dem Handy bezahlen
or-at-counter = oder an der Kasse
pay-at-counter = Bitte an der Kasse bezahlen
    .tiny = An der Kasse zahlen
link-unavailable = Kein Zahlungslink verfügbar
quote = Angebot
not-validated = Bestellung nicht verbindlich
invoice = Rechnung
paid = Bezahlt
provisional = Bestellung vorgemerkt
not-confirmed = Noch nicht vom Geschäft bestätigt
local-number = Nummer des Terminals
reference = Referenz
table = Tisch
pager = Pager
covers = Gedecke
delivery-takeaway = Zum Mitnehmen
delivery-home = Lieferung
delivery-on-site = Vor Ort
delivery-drive = Drive-in
delivery-counter = Thekenverkauf
delivery-pick-up = Abholstation
delivery-shipped = Versand
note = Hinweis

## The screen: before and while somebody scans.

welcome = Willkommen
how-to-start = Scannen Sie Ihren ersten Artikel
cart = Ihr Warenkorb
articles = { $n ->
    [one] { $n } Artikel
   *[other] { $n } Artikel
}
how-to-order = Fertig? Drücken Sie Bestätigen
quantity = Menge
price = Preis
per-kilogram = { $price } pro kg
next-quantity = Der nächste Artikel zählt { $n }-mal
price-check = Preisabfrage
scan-for-price = Scannen Sie den Artikel, um seinen Preis zu sehen
customer = Kundenkarte erfasst
    .tiny = Kundenkarte
customer-new = Neukunde
staff = Personal: { $who }
    .tiny = { $who }
choose = Bitte wählen Sie
    .tiny = Auswahl
choose-how = Nummer drücken oder Code scannen
    .tiny = Nummer oder Code
choose-more = 0 = weiter
confirm = Bestätigen
cancel = Abbrechen
undo = Letzten entfernen

## The screen: what a scan did.

unknown-code = Unbekannter Artikel: { $code }
scan-again = Nicht gelesen: bitte noch einmal scannen
ask-staff = Bitte wenden Sie sich an das Personal
    .tiny = Bitte Personal fragen
not-for-sale = Dieser Artikel ist nicht im Verkauf
age-bound = Altersprüfung nötig: bitte an der Kasse kaufen
needs-weighing = Diesen Artikel bitte erst wiegen
cart-full = Der Warenkorb ist voll
too-much = Menge oder Summe zu hoch für das Terminal
not-for-shoppers = Dieser Code kann hier nicht verwendet werden
not-a-choice = Für diesen Artikel nicht wählbar
staff-only = Nur für das Personal
use-by-past = Verbrauchsdatum abgelaufen: nicht verkäuflich
best-before-past = Mindesthaltbarkeitsdatum abgelaufen
same-serial = Genau dieses Stück ist schon im Korb
age-hold = Altersprüfung (ab { $n } Jahren): bitte auf das Personal warten
age-question = { $who }: Ist die Person mindestens { $n } Jahre alt?
age-passed = Alter geprüft, danke
age-failed = Nicht verkauft: Mindestalter nicht erreicht
nothing-to-check = Kein Artikel erfordert eine Altersprüfung
card-taken = Kundenkarte erkannt
card-unknown = Kundenkarte unbekannt
card-new = Neukunde: wird mit dieser Bestellung angelegt
service-taken = Für Ihre Bestellung notiert
staff-taken = Personal erkannt

## The screen: after the order.

sending = Ihre Bestellung wird erfasst ...
registered = Bestellung erfasst
order-number = Bestellung Nr.
slip-printing = Ihr Bon wird gedruckt
take-slip = Bitte nehmen Sie Ihren Bon
no-slip = Kein Bon: bitte diesen Bildschirm fotografieren
    .tiny = Kein Bon: bitte Foto machen
slip-failed = Der Drucker ist gestört: bitte diesen Bildschirm fotografieren
    .tiny = Drucker gestört: bitte Foto machen

## The screen: what is wrong with the kiosk.

printer-trouble = Drucker nicht verfügbar
    .tiny = Drucker
printer-no-paper = kein Papier
printer-cover-open = Deckel offen
printer-cutter = Papiermesser klemmt
    .tiny = Messer klemmt
printer-failed = gestört
printer-off-line = offline geschaltet
    .tiny = offline
printer-wedged = nimmt nichts an
    .tiny = blockiert
printer-silent = antwortet nicht
    .tiny = stumm
printer-gone = ausgesteckt oder ausgeschaltet
    .tiny = aus
paper-question = Einen Bon drucken?
paper-answers = Bestätigen = ja, Abbrechen = nein
    .tiny = Bestätigen{"\u00A0"}={"\u00A0"}ja, Abbrechen{"\u00A0"}={"\u00A0"}nein
kept = Bestellung gespeichert
kept-how = Bitte an der Kasse mit dieser Nummer bezahlen
    .tiny = An der Kasse zahlen
in-doubt = Bestellung wird geprüft
in-doubt-how = Bitte nicht noch einmal bestellen: Nummer an der Kasse zeigen
    .tiny = Nicht neu bestellen: bitte zur Kasse
shop-refused = Das Geschäft hat die Bestellung abgelehnt: { $why }
    .tiny = Abgelehnt: { $why }
not-recorded = Die Bestellung konnte nicht gespeichert werden; nichts wurde gesendet
catalogue-unreadable = Der Katalog kann nicht gelesen werden
out-of-service = Terminal außer Betrieb
out-of-service-disk = Der Speicher ist nicht beschreibbar
out-of-service-queue = Zu viele Bestellungen warten auf das Geschäft
out-of-service-register = Die Kasse des Geschäfts ist geschlossen
out-of-service-scanner = Kein Barcodeleser ist angeschlossen
countdown = Dieser Warenkorb wird in { $n }{"\u00A0"}s geleert; drücken Sie eine Taste, um fortzufahren
countdown-order = Noch { $n }{"\u00A0"}s zu sehen; jede Taste gibt mehr Zeit
help = Scannen Sie Ihre Artikel einzeln. Entfernen nimmt den letzten heraus. Bestätigen sendet die Bestellung, Abbrechen leert den Warenkorb. Bezahlen Sie dann mit dem Handy oder an der Kasse. Ziffernblock: Komma = Sprache, Stern = Preis, Schrägstrich = Hilfe.
    .tiny = Artikel scannen. Bestätigen bestellt, Abbrechen leert. Zahlen per Handy oder an der Kasse. Tasten: Komma = Sprache, * = Preis, - = weg.

## The sheets of codes.

sheet = Codes zum Scannen
sheet-staff = Codes des Personals: unter Verschluss halten
help-title = Hilfe
reprint = Bon noch einmal drucken
age-checked = Alter geprüft
