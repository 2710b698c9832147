### What the kiosk says, in French. This file is also the list of all that is said: each sentence has its comment here,
### the other languages have the same sentences in their own words. The build holds them to it (src/words/ftl.rs).
### Places to fill: $n is a number, every other one a text.

# What the language calls itself.
language-name = Français
# A name and its value, `$name` and `$value`.
pair = { $name }{"\u00A0"}: { $value }

## The slip.

# Title of a slip that is no receipt.
order-form = Bon de commande
# What a slip is not, in the words of the law where it has some.
not-a-receipt = Ne vaut pas ticket de caisse
# Above the order's number.
order = Commande
# On every copy of a slip; `$n` counts them.
duplicate = DUPLICATA { $n }
# What is to be paid.
total = Total
# What the order comes to by the shop's own account, where that is something else.
shop-total = Total selon la boutique
    .tiny = Boutique
# Value added tax.
vat = TVA
# Head of the column of VAT rates.
rate = Taux
# Head of the column of amounts before tax.
net = HT
# Head of the column of amounts with tax.
gross = TTC
# Above the payment code.
pay-with-phone = Payez avec votre téléphone
# Below the payment code.
or-at-counter = ou à la caisse
# Where there is no payment code.
pay-at-counter = Payez à la caisse
# Why there is no payment code.
link-unavailable = Lien de paiement indisponible
# Title of the slip of an order that the shop has not validated, and name of the shop's paper for it.
quote = Devis
# What that means.
not-validated = Commande non validée
# Name of the shop's paper for an order that it has validated.
invoice = Facture
# Nothing is left to pay.
paid = Payé
# Title of the slip of an order that the shop has not answered.
provisional = Commande en attente
# What that means.
not-confirmed = Pas encore confirmée par la boutique
# Above the kiosk's own number of an order.
local-number = Numéro de la borne
# Before the kiosk's reference of an order.
reference = Référence
# Before the number of a table.
table = Table
# Before the number of a pager.
pager = Bipeur
# Before the count of place settings.
covers = Couverts
# How the goods leave the shop, by Kash's number 0.
delivery-takeaway = À emporter
# How the goods leave the shop, by Kash's number 1.
delivery-home = Livraison
# How the goods leave the shop, by Kash's number 2.
delivery-on-site = Sur place
# How the goods leave the shop, by Kash's number 3.
delivery-drive = Drive
# How the goods leave the shop, by Kash's number 4.
delivery-counter = Vente au comptoir
# How the goods leave the shop, by Kash's number 5.
delivery-pick-up = Point relais
# How the goods leave the shop, by Kash's number 6.
delivery-shipped = Expédition
# Before a comment.
note = Remarque

## The screen: before and while somebody scans.

# Greeting of a kiosk that nobody uses.
welcome = Bienvenue
# How to begin.
how-to-start = Scannez votre premier article
# Title of the cart.
cart = Votre panier
# How many articles are in the cart: pieces, and each weighed one counts as one.
articles = { $n ->
    [one] { $n } article
   *[other] { $n } articles
}
# How to go on when everything is scanned.
how-to-order = Terminé ? Appuyez sur Valider
# How much of an article.
quantity = Quantité
# What an article costs.
price = Prix
# A price for a kilogram; `$price` is the amount.
per-kilogram = { $price } le kg
# The next scan counts `$n` times.
next-quantity = Le prochain article compte { $n } fois
# The next scan only shows its price.
price-check = Vérification de prix
# What to do for that.
scan-for-price = Scannez l'article pour voir son prix
# A customer card is on this cart.
customer = Carte client prise en compte
    .tiny = Carte client
# Somebody's cart whom the shop will know from this order on.
customer-new = Nouveau client
    .tiny = Nouv. client
# One of the staff is at the kiosk; `$who` is the person's name in the settings.
staff = Personnel : { $who }
    .tiny = { $who }
# Something must be chosen.
choose = Faites votre choix
    .tiny = Choix
# How to choose.
choose-how = Tapez le numéro ou scannez le code
    .tiny = Numéro ou code
# Before `1/3` on a tiny screen that has room for some of the choices: key 0 shows the others.
choose-more = 0 = suite
# Name of the key that orders.
confirm = Valider
# Name of the key that throws the cart away.
cancel = Annuler
# Name of the key that removes the last article.
undo = Retirer le dernier

## The screen: what a scan did.

# A code that the catalogue does not have; `$code` is what was read.
unknown-code = Article inconnu : { $code }
# A misread.
scan-again = Code mal lu : scannez à nouveau
# Below what a shopper cannot mend.
ask-staff = Adressez-vous au personnel
    .tiny = Voir le personnel
# The shop does not sell it at the moment.
not-for-sale = Cet article n'est pas en vente
# The buyer's age must be checked.
age-bound = Âge à vérifier : à acheter en caisse
# It has no weight yet.
needs-weighing = Pesez d'abord cet article
# No line more.
cart-full = Le panier est plein
# More than the kiosk sells to one shopper.
too-much = Quantité ou total trop élevé pour la borne
# A code that is none of the shopper's.
not-for-shoppers = Ce code ne peut pas servir ici
# A choice that the last article does not have.
not-a-choice = Ce choix n'existe pas pour cet article
# A code that only the staff may use.
staff-only = Réservé au personnel
# Its use-by date is past.
use-by-past = Date limite dépassée : cet article ne peut pas être vendu
# Its best-before date is past; it is in the cart.
best-before-past = Date de durabilité minimale dépassée
# This very one, by its serial number, is in the cart already.
same-serial = Cet exemplaire est déjà dans le panier
# Staff must look at the buyer, who must be `$n` years old.
age-hold = Contrôle de l'âge ({ $n } ans et plus) : attendez le personnel
# Asked of one of the staff, `$who`: confirm is yes, cancel is no.
age-question = { $who } : l'acheteur a-t-il { $n } ans ou plus ?
# They said yes.
age-passed = Âge vérifié, merci
# They said no; what they were asked about is out of the cart.
age-failed = Non vendu : l'âge requis n'est pas atteint
# A code of the staff's for that, and nothing is there that needs it.
nothing-to-check = Aucun article ne demande de contrôle de l'âge
# The card is known.
card-taken = Carte client reconnue
# The card is not known.
card-unknown = Carte client inconnue
# The card is not known, and its owner will be a customer from this order on.
card-new = Nouveau client : sera enregistré avec la commande
# Table, pager, covers, delivery or a comment was taken.
service-taken = C'est noté pour votre commande
# One of the staff was recognised.
staff-taken = Personnel reconnu

## The screen: after the order.

# The shop is being asked.
sending = Enregistrement de votre commande...
# The shop has the order.
registered = Commande enregistrée
# Before or above its number.
order-number = Commande n°
# The slip is on its way.
slip-printing = Votre bon s'imprime
# The slip is there.
take-slip = Prenez votre bon
# There is none; the screen is the slip.
no-slip = Pas de bon : photographiez cet écran
    .tiny = Sans bon : photographiez
# The printer failed; the screen is the slip.
slip-failed = L'imprimante ne répond pas : photographiez cet écran
    .tiny = Imprimante en panne : photographiez

## The screen: what is wrong with the kiosk.

# The printer would not print now.
printer-trouble = Imprimante indisponible
    .tiny = Imprim.
# Because its roll is at its end.
printer-no-paper = plus de papier
# Because its cover is open.
printer-cover-open = capot ouvert
# Because its blade is stuck.
printer-cutter = coupe-papier bloqué
    .tiny = coupe bloquée
# Because of an error of its own.
printer-failed = en panne
# Because somebody took it off-line.
printer-off-line = mise hors ligne
    .tiny = hors ligne
# Because it takes nothing.
printer-wedged = n'accepte plus rien
    .tiny = ne reçoit rien
# Because it answers no more.
printer-silent = ne répond plus
# Because it is not there.
printer-gone = débranchée ou éteinte
    .tiny = éteinte
# Whether a slip is wanted.
paper-question = Imprimer un bon ?
# How to answer it.
paper-answers = Valider = oui, Annuler = non
    .tiny = Valider{"\u00A0"}={"\u00A0"}oui, Annuler{"\u00A0"}={"\u00A0"}non
# The shop has not answered; the order is safe.
kept = Commande conservée
# What the shopper does then.
kept-how = Payez à la caisse avec ce numéro
    .tiny = Payez à la caisse
# The kiosk does not know whether the shop has the order, and looks it up.
in-doubt = Commande en cours de vérification
    .tiny = Vérification en cours
# What the shopper does then.
in-doubt-how = Ne commandez pas à nouveau : montrez ce numéro à la caisse
    .tiny = Ne commandez plus : voir la caisse
# The shop said no; `$why` are its words.
shop-refused = La boutique a refusé la commande : { $why }
    .tiny = Refusé : { $why }
# The order is not on disk and was not sent.
not-recorded = La commande n'a pas pu être enregistrée ; rien n'a été envoyé
# No article can be found.
catalogue-unreadable = Le catalogue ne peut pas être lu
# The kiosk takes no order.
out-of-service = Borne hors service
# Because nothing can be written.
out-of-service-disk = Le stockage ne peut plus être écrit
# Because too many orders wait for the shop.
out-of-service-queue = Trop de commandes attendent la boutique
# Because the shop's cash register is closed.
out-of-service-register = La caisse de la boutique est fermée
# Because nothing can be scanned.
out-of-service-scanner = Aucun lecteur de codes-barres n'est branché
# Before the cart is thrown away in `$n` seconds.
countdown = Ce panier sera vidé dans { $n }{"\u00A0"}s{"\u00A0"}; appuyez sur une touche pour continuer
# Before an order that is shown goes from the screen in `$n` seconds.
countdown-order = Affiché encore { $n }{"\u00A0"}s{"\u00A0"}; appuyez sur une touche pour prolonger
# How to use the kiosk, a sentence for each step.
help = Scannez vos articles un par un. Retirer enlève le dernier. Valider envoie la commande, Annuler vide le panier. Payez ensuite avec votre téléphone ou à la caisse. Pavé numérique : point = langue, étoile = prix, barre = aide.
    .tiny = Scannez. Valider commande, Annuler vide. Payez par téléphone ou en caisse. Pavé : point = langue, * = prix, - = retirer.

## The sheets of codes.

# Title of the sheet of control barcodes.
sheet = Codes à scanner
# Title of the sheet of the staff's codes.
sheet-staff = Codes du personnel : à garder sous clé
# Name of the code that says how to use the kiosk.
help-title = Aide
# Name of the code that prints a slip again.
reprint = Imprimer le bon à nouveau
# Name of the code by which one of the staff says that the buyer's age was checked.
age-checked = Âge vérifié
