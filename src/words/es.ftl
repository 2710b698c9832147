### What the kiosk says, in Spanish. What each sentence is for stands in fr.ftl.

language-name = Español
pair = { $name }: { $value }

## The slip.

order-form = Nota de pedido
not-a-receipt = No es un tique de caja
order = Pedido
duplicate = DUPLICADO { $n }
total = Total
shop-total = Total según la tienda
    .tiny = Tienda
vat = IVA
rate = Tipo
net = Base
gross = Total
pay-with-phone = Pague con su móvil
or-at-counter = o en la caja
pay-at-counter = Pague en la caja
link-unavailable = Enlace de pago no disponible
quote = Presupuesto
not-validated = Pedido no validado
invoice = Factura
paid = Pagado
provisional = Pedido en espera
not-confirmed = Aún no confirmado por la tienda
local-number = Número del quiosco
reference = Referencia
table = Mesa
pager = Avisador
covers = Comensales
delivery-takeaway = Para llevar
delivery-home = Entrega a domicilio
delivery-on-site = En el local
delivery-drive = Recogida en coche
delivery-counter = Venta en mostrador
delivery-pick-up = Punto de recogida
delivery-shipped = Envío
note = Observación

## The screen: before and while somebody scans.

welcome = Bienvenido
how-to-start = Escanee su primer artículo
cart = Su cesta
articles = { $n ->
    [one] { $n } artículo
   *[other] { $n } artículos
}
how-to-order = ¿Ha terminado? Pulse Confirmar
quantity = Cantidad
price = Precio
per-kilogram = { $price } el kg
next-quantity = El próximo artículo cuenta { $n } veces
price-check = Consulta de precio
scan-for-price = Escanee el artículo para ver su precio
customer = Tarjeta de cliente añadida
    .tiny = Con tarjeta
customer-new = Cliente nuevo
staff = Atiende: { $who }
    .tiny = { $who }
choose = Elija una opción
    .tiny = Elija
choose-how = Pulse el número o escanee el código
    .tiny = Número o código
choose-more = 0 = más
confirm = Confirmar
cancel = Cancelar
undo = Quitar el último

## The screen: what a scan did.

unknown-code = Artículo desconocido: { $code }
scan-again = Mala lectura: escanee de nuevo
ask-staff = Pregunte al personal
not-for-sale = Este artículo no está a la venta
age-bound = Requiere comprobar la edad: cómprelo en la caja
needs-weighing = Pese primero este artículo
cart-full = La cesta está llena
too-much = Cantidad o total demasiado alto para el quiosco
not-for-shoppers = Este código no se puede usar aquí
not-a-choice = Opción no disponible para este artículo
staff-only = Solo para el personal
use-by-past = Fecha de caducidad vencida: no se puede vender
best-before-past = Fecha de consumo preferente vencida
same-serial = Esta misma unidad ya está en la cesta
age-hold = Control de edad ({ $n } años o más): espere al personal
age-question = { $who }: ¿tiene el comprador { $n } años o más?
age-passed = Edad comprobada, gracias
age-failed = No vendido: no se alcanza la edad mínima
nothing-to-check = Ningún artículo requiere comprobar la edad
card-taken = Tarjeta de cliente reconocida
card-unknown = Tarjeta de cliente desconocida
card-new = Cliente nuevo: se registrará con este pedido
service-taken = Anotado para su pedido
staff-taken = Personal reconocido

## The screen: after the order.

sending = Registrando su pedido...
registered = Pedido registrado
order-number = Pedido n.º
slip-printing = Su nota se está imprimiendo
take-slip = Recoja su nota
no-slip = Sin nota: fotografíe esta pantalla
    .tiny = Sin nota: haga una foto
slip-failed = La impresora falla: fotografíe esta pantalla
    .tiny = Impresora averiada: haga una foto

## The screen: what is wrong with the kiosk.

printer-trouble = Impresora no disponible
    .tiny = Impresora
printer-no-paper = sin papel
printer-cover-open = tapa abierta
printer-cutter = cortador atascado
    .tiny = atascada
printer-failed = averiada
printer-off-line = fuera de línea
    .tiny = sin línea
printer-wedged = no acepta datos
    .tiny = bloqueada
printer-silent = no responde
printer-gone = desconectada o apagada
    .tiny = apagada
paper-question = ¿Imprimir una nota?
paper-answers = Confirmar = sí, Cancelar = no
    .tiny = Confirmar{"\u00A0"}={"\u00A0"}sí, Cancelar{"\u00A0"}={"\u00A0"}no
kept = Pedido guardado
kept-how = Pague en la caja con este número
    .tiny = Pague en la caja
in-doubt = Pedido en comprobación
in-doubt-how = No vuelva a pedir: muestre este número en la caja
    .tiny = No pida otra vez: vaya a la caja
shop-refused = La tienda ha rechazado el pedido: { $why }
    .tiny = Rechazado: { $why }
not-recorded = No se pudo guardar el pedido; no se ha enviado nada
catalogue-unreadable = No se puede leer el catálogo
out-of-service = Quiosco fuera de servicio
out-of-service-disk = No se puede escribir en el almacenamiento
out-of-service-queue = Demasiados pedidos esperan a la tienda
out-of-service-register = La caja de la tienda está cerrada
out-of-service-scanner = No hay ningún lector de códigos conectado
countdown = Esta cesta se vaciará en { $n }{"\u00A0"}s; pulse una tecla para continuar
countdown-order = Visible { $n }{"\u00A0"}s más; pulse una tecla para prolongar
help = Escanee sus artículos uno a uno. Quitar elimina el último. Confirmar envía el pedido, Cancelar vacía la cesta. Después pague con su móvil o en la caja. Teclado numérico: punto = idioma, asterisco = precio, barra = ayuda.
    .tiny = Escanee. Confirmar pide, Cancelar vacía. Pague con el móvil o en la caja. Teclado: punto = idioma, * = precio, - = quitar.

## The sheets of codes.

sheet = Códigos para escanear
sheet-staff = Códigos del personal: guárdelos bajo llave
help-title = Ayuda
reprint = Imprimir otra vez la nota
age-checked = Edad comprobada
