### What the kiosk says, in Portuguese. What each sentence is for stands in fr.ftl.

language-name = Português
pair = { $name }: { $value }

## The slip.

order-form = Nota de encomenda
not-a-receipt = Não serve de fatura
order = Encomenda
duplicate = DUPLICADO { $n }
total = Total
shop-total = Total segundo a loja
    .tiny = Loja
vat = IVA
rate = Taxa
net = Base
gross = Total
pay-with-phone = Pague com o telemóvel
or-at-counter = ou na caixa
pay-at-counter = Pague na caixa
link-unavailable = Ligação de pagamento indisponível
quote = Orçamento
not-validated = Encomenda não validada
invoice = Fatura
paid = Pago
provisional = Encomenda em espera
not-confirmed = Ainda não confirmada pela loja
local-number = Número do quiosque
reference = Referência
table = Mesa
pager = Pager
covers = Lugares
delivery-takeaway = Para levar
delivery-home = Entrega ao domicílio
delivery-on-site = No local
delivery-drive = Recolha de carro
delivery-counter = Venda ao balcão
delivery-pick-up = Ponto de recolha
delivery-shipped = Envio
note = Observação

## The screen: before and while somebody scans.

welcome = Bem-vindo
how-to-start = Leia o primeiro artigo
cart = O seu cesto
articles = { $n ->
    [one] { $n } artigo
   *[other] { $n } artigos
}
how-to-order = Terminou? Prima Confirmar
quantity = Quantidade
price = Preço
per-kilogram = { $price } por kg
next-quantity = O próximo artigo conta { $n } vezes
price-check = Consulta de preço
scan-for-price = Leia o artigo para ver o preço
customer = Cartão de cliente adicionado
    .tiny = Com cartão
customer-new = Novo cliente
staff = Pessoal: { $who }
    .tiny = { $who }
choose = Escolha uma opção
    .tiny = Escolha
choose-how = Prima o número ou leia o código
    .tiny = Número ou código
choose-more = 0 = outras
confirm = Confirmar
cancel = Cancelar
undo = Retirar o último

## The screen: what a scan did.

unknown-code = Artigo desconhecido: { $code }
scan-again = Má leitura: leia novamente
ask-staff = Fale com um funcionário
    .tiny = Fale com o pessoal
not-for-sale = Este artigo não está à venda
age-bound = Exige verificar a idade: compre na caixa
needs-weighing = Pese primeiro este artigo
cart-full = O cesto está cheio
too-much = Quantidade ou total demasiado alto para o quiosque
not-for-shoppers = Este código não pode ser usado aqui
not-a-choice = Opção não disponível neste artigo
staff-only = Reservado ao pessoal
use-by-past = Data-limite ultrapassada: este artigo não pode ser vendido
best-before-past = Consumir de preferência antes de: data ultrapassada
same-serial = Este mesmo artigo já está no cesto
age-hold = Verificação de idade ({ $n } anos ou mais): aguarde o pessoal
age-question = { $who }: o comprador tem { $n } anos ou mais?
age-passed = Idade verificada, obrigado
age-failed = Não vendido: idade mínima não atingida
nothing-to-check = Nenhum artigo exige verificar a idade
card-taken = Cartão de cliente reconhecido
card-unknown = Cartão de cliente desconhecido
card-new = Novo cliente: será registado com a encomenda
service-taken = Anotado na sua encomenda
staff-taken = Pessoal reconhecido

## The screen: after the order.

sending = A registar a sua encomenda...
registered = Encomenda registada
order-number = Encomenda n.º
slip-printing = A sua nota está a ser impressa
take-slip = Retire a sua nota
no-slip = Sem nota: fotografe este ecrã
    .tiny = Sem nota: tire uma foto
slip-failed = A impressora falhou: fotografe este ecrã
    .tiny = Impressora avariada: tire uma foto

## The screen: what is wrong with the kiosk.

printer-trouble = Impressora indisponível
    .tiny = Impressora
printer-no-paper = sem papel
printer-cover-open = tampa aberta
    .tiny = aberta
printer-cutter = guilhotina encravada
    .tiny = encravada
printer-failed = avariada
printer-off-line = colocada fora de linha
    .tiny = offline
printer-wedged = não aceita dados
    .tiny = bloqueada
printer-silent = deixou de responder
    .tiny = muda
printer-gone = desligada ou sem ligação
    .tiny = desligada
paper-question = Imprimir uma nota?
paper-answers = Confirmar = sim, Cancelar = não
    .tiny = Confirmar{"\u00A0"}={"\u00A0"}sim, Cancelar{"\u00A0"}={"\u00A0"}não
kept = Encomenda guardada
kept-how = Pague na caixa com este número
    .tiny = Pague na caixa
in-doubt = Encomenda em verificação
in-doubt-how = Não encomende de novo: mostre este número na caixa
    .tiny = Não encomende de novo: vá à caixa
shop-refused = A loja recusou a encomenda: { $why }
    .tiny = Recusada: { $why }
not-recorded = Não foi possível guardar a encomenda; nada foi enviado
catalogue-unreadable = O catálogo não pode ser lido
out-of-service = Quiosque fora de serviço
out-of-service-disk = Não é possível gravar no armazenamento
out-of-service-queue = Demasiadas encomendas à espera da loja
out-of-service-register = A caixa da loja está fechada
out-of-service-scanner = Nenhum leitor de códigos está ligado
countdown = Este cesto será esvaziado em { $n }{"\u00A0"}s; prima uma tecla para continuar
countdown-order = Visível por mais { $n }{"\u00A0"}s; prima uma tecla para prolongar
help = Leia os artigos um a um. Retirar remove o último. Confirmar envia a encomenda, Cancelar esvazia o cesto. Depois pague com o telemóvel ou na caixa. Teclado numérico: ponto = língua, asterisco = preço, barra = ajuda.
    .tiny = Leia os artigos. Confirmar encomenda, Cancelar esvazia. Pague com telemóvel ou na caixa. Teclas: ponto = língua, * = preço, - = retirar.

## The sheets of codes.

sheet = Códigos para ler
sheet-staff = Códigos do pessoal: guardar fechados à chave
help-title = Ajuda
reprint = Imprimir a nota outra vez
age-checked = Idade verificada
