### What the kiosk says, in Italian. What each sentence is for stands in fr.ftl.

language-name = Italiano
pair = { $name }: { $value }

## The slip.

order-form = Buono d'ordine
not-a-receipt = Non è uno scontrino fiscale
order = Ordine
duplicate = DUPLICATO { $n }
total = Totale
shop-total = Totale secondo il negozio
    .tiny = Negozio
vat = IVA
rate = Aliq.
net = Netto
gross = Lordo
pay-with-phone = Paga con il telefono
or-at-counter = oppure alla cassa
pay-at-counter = Paga alla cassa
link-unavailable = Link di pagamento non disponibile
quote = Preventivo
not-validated = Ordine non convalidato
invoice = Fattura
paid = Pagato
provisional = Ordine in attesa
not-confirmed = Non ancora confermato dal negozio
local-number = Numero del chiosco
reference = Riferimento
table = Tavolo
pager = Cercapersone
covers = Coperti
delivery-takeaway = Da asporto
delivery-home = Consegna a domicilio
delivery-on-site = Sul posto
delivery-drive = Ritiro in auto
delivery-counter = Vendita al banco
delivery-pick-up = Punto di ritiro
delivery-shipped = Spedizione
note = Nota

## The screen: before and while somebody scans.

welcome = Benvenuti
how-to-start = Scansiona il primo articolo
cart = Il tuo carrello
articles = { $n ->
    [one] { $n } articolo
   *[other] { $n } articoli
}
how-to-order = Finito? Premi Conferma
quantity = Quantità
price = Prezzo
per-kilogram = { $price } al kg
next-quantity = Il prossimo articolo conta { $n } volte
price-check = Verifica prezzo
scan-for-price = Scansiona l'articolo per vedere il prezzo
customer = Carta cliente aggiunta
    .tiny = Carta cliente
customer-new = Nuovo cliente
staff = Personale: { $who }
    .tiny = { $who }
choose = Scegli un'opzione
    .tiny = Scelta
choose-how = Premi il numero o scansiona il codice
    .tiny = Numero o codice
choose-more = 0 = altre
confirm = Conferma
cancel = Annulla
undo = Togli l'ultimo

## The screen: what a scan did.

unknown-code = Articolo sconosciuto: { $code }
scan-again = Lettura errata: scansiona di nuovo
ask-staff = Chiedi al personale
not-for-sale = Questo articolo non è in vendita
age-bound = Serve un controllo dell'età: acquista alla cassa
needs-weighing = Pesa prima questo articolo
cart-full = Il carrello è pieno
too-much = Quantità o totale troppo alto per il chiosco
not-for-shoppers = Questo codice non si può usare qui
not-a-choice = Scelta non possibile per questo articolo
staff-only = Riservato al personale
use-by-past = Data di scadenza superata: non può essere venduto
best-before-past = Termine minimo di conservazione superato
same-serial = Questo stesso pezzo è già nel carrello
age-hold = Controllo dell'età (da { $n } anni): attenda il personale
age-question = { $who }: l'acquirente ha almeno { $n } anni?
age-passed = Età verificata, grazie
age-failed = Non venduto: età minima non raggiunta
nothing-to-check = Nessun articolo richiede il controllo dell'età
card-taken = Carta cliente riconosciuta
card-unknown = Carta cliente sconosciuta
card-new = Nuovo cliente: sarà registrato con l'ordine
service-taken = Annotato per il tuo ordine
staff-taken = Personale riconosciuto

## The screen: after the order.

sending = Registrazione dell'ordine...
registered = Ordine registrato
order-number = Ordine n.
slip-printing = Il tuo buono è in stampa
take-slip = Prendi il tuo buono
no-slip = Nessun buono: fotografa questo schermo
    .tiny = Nessun buono: fai una foto
slip-failed = La stampante non risponde: fotografa questo schermo
    .tiny = Stampante guasta: fai una foto

## The screen: what is wrong with the kiosk.

printer-trouble = Stampante non disponibile
    .tiny = Stampante
printer-no-paper = carta finita
printer-cover-open = coperchio aperto
    .tiny = aperta
printer-cutter = taglierina bloccata
    .tiny = taglierina
printer-failed = guasta
printer-off-line = messa fuori linea
    .tiny = fuori linea
printer-wedged = non accetta dati
    .tiny = bloccata
printer-silent = non risponde
    .tiny = muta
printer-gone = scollegata o spenta
    .tiny = spenta
paper-question = Stampare un buono?
paper-answers = Conferma = sì, Annulla = no
    .tiny = Conferma{"\u00A0"}={"\u00A0"}sì, Annulla{"\u00A0"}={"\u00A0"}no
kept = Ordine conservato
kept-how = Paga alla cassa con questo numero
    .tiny = Paga alla cassa
in-doubt = Ordine in verifica
in-doubt-how = Non ordinare di nuovo: mostra questo numero alla cassa
    .tiny = Non ordinare più: vai alla cassa
shop-refused = Il negozio ha rifiutato l'ordine: { $why }
    .tiny = Rifiutato: { $why }
not-recorded = Impossibile salvare l'ordine; nulla è stato inviato
catalogue-unreadable = Il catalogo non può essere letto
out-of-service = Chiosco fuori servizio
out-of-service-disk = La memoria non è scrivibile
out-of-service-queue = Troppi ordini in attesa del negozio
out-of-service-register = La cassa del negozio è chiusa
out-of-service-scanner = Nessun lettore di codici è collegato
countdown = Il carrello sarà svuotato tra { $n }{"\u00A0"}s; premi un tasto per continuare
countdown-order = Visibile ancora { $n }{"\u00A0"}s; premi un tasto per prolungare
help = Scansiona gli articoli uno alla volta. Togli rimuove l'ultimo. Conferma invia l'ordine, Annulla svuota il carrello. Poi paga con il telefono o alla cassa. Tastierino: punto = lingua, asterisco = prezzo, barra = aiuto.
    .tiny = Scansiona. Conferma ordina, Annulla svuota. Paga col telefono o alla cassa. Tasti: punto = lingua, * = prezzo, - = togli.

## The sheets of codes.

sheet = Codici da scansionare
sheet-staff = Codici del personale: da tenere sotto chiave
help-title = Aiuto
reprint = Stampa di nuovo il buono
age-checked = Età verificata
