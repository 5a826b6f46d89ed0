### Letters by e-mail, as plain text. The subject stands on one line.

mail-greeting = Dzień dobry,
mail-footer = Miernik, dojrzałość cyfrowa gmin: { $address }
    Ten e-mail wysłał program. Odpowiedzi na niego nikt nie czyta.
mail-link = Ten link loguje do Miernika. Działa jeden raz, do { $until }. Proszę nikomu go nie przekazywać.
mail-page = Strona samooceny:
mail-page-review = Strona weryfikacji:
mail-page-later = Później samoocenę można znaleźć tutaj:
mail-invitation-subject = Miernik: nowe konto
mail-invitation-text = W Mierniku powstało konto dla tego adresu. Zależnie od roli można tam odpowiadać w imieniu gminy albo porównywać gminy.
mail-sign-in-subject = Miernik: link do logowania
mail-sign-in-text = Ktoś poprosił o link do logowania do Miernika dla tego adresu.
mail-sign-in-unasked = Jeśli o link poprosił ktoś inny, nic nie trzeba robić: bez linku nikt się nie zaloguje.
mail-password-subject = Miernik: link do logowania i nowego hasła
mail-password-text = Administrator Miernika przesyła link do logowania. Po zalogowaniu można ustawić nowe hasło bez podawania dotychczasowego.
mail-campaign-subject = Zaproszenie: { $title }
mail-campaign-text = { $network } zaprasza do udziału w edycji „{ $title }”: { $municipality }. Proszę złożyć samoocenę do { $closes }. W każdej chwili można przerwać i wrócić później: zapisane odpowiedzi zostaną.
mail-reminder-subject = Przypomnienie, ostatni dzień { $closes }: { $title }
mail-reminder-text = Samoocena w edycji „{ $title }” nie jest jeszcze złożona: { $municipality }. Ostatni dzień to { $closes }.
mail-receipt-subject = Złożono: { $title }
mail-receipt-text = Samoocena w edycji „{ $title }” jest złożona: { $municipality }. Numer potwierdzenia: { $receipt }.
mail-returned-subject = Pytania do odpowiedzi: { $title }
mail-returned-text = { $answers ->
    [one] Ekspert ma pytanie do { $answers } odpowiedzi w edycji „{ $title }”: { $municipality }. Proszę odpowiedzieć albo poprawić odpowiedź.
    [few] Ekspert ma pytania do { $answers } odpowiedzi w edycji „{ $title }”: { $municipality }. Proszę odpowiedzieć albo poprawić odpowiedzi.
    [many] Ekspert ma pytania do { $answers } odpowiedzi w edycji „{ $title }”: { $municipality }. Proszę odpowiedzieć albo poprawić odpowiedzi.
   *[other] Ekspert ma pytania do { $answers } odpowiedzi w edycji „{ $title }”: { $municipality }. Proszę odpowiedzieć albo poprawić odpowiedzi.
}
mail-replied-subject = Odpowiedzi na pytania: { $municipality }
mail-replied-text = { $municipality } odpowiada na pytania eksperta w edycji „{ $title }”. Odpowiedzi czekają na ponowne sprawdzenie.
mail-verified-subject = Zweryfikowano: { $title }
mail-verified-text = Ekspert zweryfikował odpowiedzi w edycji „{ $title }”: { $municipality }.
mail-delegation-subject = Prośba o odpowiedzi w samoocenie: { $municipality }
mail-delegation-text = { $who } prosi o odpowiedzi w samoocenie: { $municipality }. Części: { $sections }. Termin: { $due }. Nie trzeba zakładać konta.
mail-delegation-link = Ten link otwiera tylko części, których dotyczy prośba. Można go otwierać wiele razy. Proszę nikomu go nie przekazywać:
mail-delegation-returned-subject = Odpowiedzi do sprawdzenia: { $who }
mail-delegation-returned-text = { $who } oddaje odpowiedzi w samoocenie: { $municipality }. Można je zatwierdzić albo odesłać z uwagą.
mail-delegation-sent-back-subject = Odpowiedzi do poprawy: { $municipality }
mail-delegation-sent-back-text = { $who } prosi o poprawienie odpowiedzi w samoocenie: { $municipality }. Części: { $sections }. Uwaga jest na stronie.
mail-delegation-reminder-subject = Przypomnienie: proszę o odpowiedzi do { $due }: { $municipality }
mail-delegation-reminder-text = { $who } czeka na odpowiedzi w samoocenie: { $municipality }. Części, których jeszcze nie oddano: { $sections }. Termin: { $due }. Zapisane odpowiedzi są nadal na stronie.
