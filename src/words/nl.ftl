### What the kiosk says, in Dutch. What each sentence is for stands in fr.ftl.

language-name = Nederlands
pair = { $name }: { $value }

## The slip.

order-form = Bestelbon
not-a-receipt = Dit is geen kassabon
order = Bestelling
duplicate = DUPLICAAT { $n }
total = Totaal
shop-total = Totaal volgens de winkel
    .tiny = Winkel
vat = btw
rate = Tarief
net = Netto
gross = Bruto
pay-with-phone = Betaal met uw telefoon
or-at-counter = of aan de kassa
pay-at-counter = Betaal aan de kassa
link-unavailable = Betaallink niet beschikbaar
quote = Offerte
not-validated = Bestelling nog niet definitief
invoice = Factuur
paid = Betaald
provisional = Bestelling in wacht
not-confirmed = Nog niet bevestigd door de winkel
local-number = Nummer van de zuil
reference = Referentie
table = Tafel
pager = Pieper
covers = Couverts
delivery-takeaway = Meenemen
delivery-home = Bezorgen
delivery-on-site = Ter plaatse
delivery-drive = Drive-thru
delivery-counter = Verkoop aan de balie
delivery-pick-up = Afhaalpunt
delivery-shipped = Verzenden
note = Opmerking

## The screen: before and while somebody scans.

welcome = Welkom
how-to-start = Scan uw eerste artikel
cart = Uw winkelmand
articles = { $n ->
    [one] { $n } artikel
   *[other] { $n } artikelen
}
how-to-order = Klaar? Druk op Bevestigen
quantity = Aantal
price = Prijs
per-kilogram = { $price } per kg
next-quantity = Het volgende artikel telt { $n } keer
price-check = Prijscontrole
scan-for-price = Scan het artikel om de prijs te zien
customer = Klantenkaart toegevoegd
    .tiny = Klantenkaart
customer-new = Nieuwe klant
staff = Personeel: { $who }
    .tiny = { $who }
choose = Maak uw keuze
    .tiny = Keuze
choose-how = Druk op het nummer of scan de code
    .tiny = Nummer of code
choose-more = 0 = meer
confirm = Bevestigen
cancel = Annuleren
undo = Laatste verwijderen

## The screen: what a scan did.

unknown-code = Onbekend artikel: { $code }
scan-again = Niet goed gelezen: scan opnieuw
ask-staff = Vraag het aan het personeel
    .tiny = Vraag het personeel
not-for-sale = Dit artikel is niet te koop
age-bound = Leeftijdscontrole nodig: koop het aan de kassa
needs-weighing = Weeg dit artikel eerst
cart-full = De winkelmand is vol
too-much = Aantal of totaal te hoog voor de zuil
not-for-shoppers = Deze code kan hier niet worden gebruikt
not-a-choice = Niet te kiezen bij dit artikel
staff-only = Alleen voor het personeel
use-by-past = Houdbaarheid verlopen: dit artikel kan niet worden verkocht
best-before-past = Datum minimale houdbaarheid verstreken
same-serial = Precies dit exemplaar zit al in de mand
age-hold = Leeftijdscontrole (vanaf { $n } jaar): wacht op het personeel
age-question = { $who }: is de koper { $n } jaar of ouder?
age-passed = Leeftijd gecontroleerd, dank u
age-failed = Niet verkocht: minimumleeftijd niet bereikt
nothing-to-check = Geen artikel vraagt een leeftijdscontrole
card-taken = Klantenkaart herkend
card-unknown = Klantenkaart onbekend
card-new = Nieuwe klant: wordt met deze bestelling aangemaakt
service-taken = Genoteerd bij uw bestelling
staff-taken = Personeel herkend

## The screen: after the order.

sending = Uw bestelling wordt geregistreerd...
registered = Bestelling geregistreerd
order-number = Bestelling nr.
slip-printing = Uw bon wordt afgedrukt
take-slip = Neem uw bon
no-slip = Geen bon: maak een foto van dit scherm
    .tiny = Geen bon: maak een foto
slip-failed = De printer werkt niet: maak een foto van dit scherm
    .tiny = Printer defect: maak een foto

## The screen: what is wrong with the kiosk.

printer-trouble = Printer niet beschikbaar
    .tiny = Printer
printer-no-paper = geen papier
printer-cover-open = klep open
printer-cutter = papiermes geblokkeerd
    .tiny = mes vast
printer-failed = defect
printer-off-line = offline gezet
    .tiny = offline
printer-wedged = neemt niets aan
    .tiny = geblokkeerd
printer-silent = antwoordt niet
printer-gone = losgekoppeld of uitgeschakeld
    .tiny = uit
paper-question = Een bon afdrukken?
paper-answers = Bevestigen = ja, Annuleren = nee
    .tiny = Bevestigen{"\u00A0"}={"\u00A0"}ja, Annuleren{"\u00A0"}={"\u00A0"}nee
kept = Bestelling bewaard
kept-how = Betaal aan de kassa met dit nummer
    .tiny = Betaal aan de kassa
in-doubt = Bestelling wordt gecontroleerd
    .tiny = Wordt gecontroleerd
in-doubt-how = Bestel niet opnieuw: toon dit nummer aan de kassa
    .tiny = Bestel niet opnieuw: ga naar de kassa
shop-refused = De winkel heeft de bestelling geweigerd: { $why }
    .tiny = Geweigerd: { $why }
not-recorded = De bestelling kon niet worden opgeslagen; er is niets verstuurd
catalogue-unreadable = De catalogus kan niet worden gelezen
out-of-service = Zuil buiten gebruik
out-of-service-disk = De opslag kan niet worden beschreven
out-of-service-queue = Te veel bestellingen wachten op de winkel
out-of-service-register = De kassa van de winkel is gesloten
out-of-service-scanner = Er is geen barcodescanner aangesloten
countdown = Deze winkelmand wordt over { $n }{"\u00A0"}s geleegd; druk op een toets om door te gaan
countdown-order = Nog { $n }{"\u00A0"}s te zien; druk op een toets om te verlengen
help = Scan uw artikelen een voor een. Verwijderen haalt het laatste weg. Bevestigen verstuurt de bestelling, Annuleren leegt de winkelmand. Betaal daarna met uw telefoon of aan de kassa. Cijferblok: punt = taal, ster = prijs, schuine streep = hulp.
    .tiny = Scan uw artikelen. Bevestigen bestelt, Annuleren leegt. Betaal met telefoon of aan de kassa. Toetsen: punt = taal, * = prijs, - = weghalen.

## The sheets of codes.

sheet = Codes om te scannen
sheet-staff = Codes van het personeel: achter slot bewaren
help-title = Hulp
reprint = Bon opnieuw afdrukken
age-checked = Leeftijd gecontroleerd
