### Letters by e-mail, as plain text. The subject stands on one line.

mail-greeting = Dzień dobry,
mail-footer = Miernik, dojrzałość cyfrowa gmin: { $address }
    Ten list napisał program. Odpowiedzi na niego nikt nie czyta.
mail-link = Ten link loguje do Miernika. Działa jeden raz, do { $until }. Nie przekazuj go nikomu.
mail-page = Otwórz stronę:
mail-page-later = Później znajdziesz stronę tutaj:
mail-invitation-subject = Miernik: Twoje konto
mail-invitation-text = W Mierniku powstało konto dla Ciebie. Zależnie od roli odpowiesz tam za swoją gminę albo porównasz gminy.
mail-sign-in-subject = Miernik: link do zalogowania
mail-sign-in-text = Poproszono o link do zalogowania się do Miernika tym adresem.
mail-sign-in-unasked = Jeśli to nie Ty prosisz o link, nic nie rób: bez linku nikt się nie zaloguje.
mail-password-subject = Miernik: link do zalogowania i nowego hasła
mail-password-text = Administrator Miernika przesyła Ci link do zalogowania. Po zalogowaniu ustawisz nowe hasło bez podawania starego.
mail-campaign-subject = Zaproszenie: { $title }
mail-campaign-text = { $network } zaprasza do udziału w „{ $title }”: { $municipality }. Prosimy wypełnić ankietę do { $closes }. W każdej chwili można przerwać i wrócić później: każda odpowiedź jest zapisana.
mail-reminder-subject = Prosimy złożyć ankietę do { $closes }: { $title }
mail-reminder-text = Ankieta „{ $title }” nie jest jeszcze złożona: { $municipality }. Ostatni dzień to { $closes }.
mail-receipt-subject = Złożono: { $title }
mail-receipt-text = Ankieta „{ $title }” jest złożona: { $municipality }. Numer potwierdzenia: { $receipt }.
mail-returned-subject = Pytania do odpowiedzi: { $title }
mail-returned-text = { $answers ->
    [one] Ekspert ma pytanie do { $answers } odpowiedzi w „{ $title }”: { $municipality }. Prosimy odpowiedzieć albo poprawić odpowiedź.
    [few] Ekspert ma pytania do { $answers } odpowiedzi w „{ $title }”: { $municipality }. Prosimy odpowiedzieć albo poprawić odpowiedzi.
    [many] Ekspert ma pytania do { $answers } odpowiedzi w „{ $title }”: { $municipality }. Prosimy odpowiedzieć albo poprawić odpowiedzi.
   *[other] Ekspert ma pytania do { $answers } odpowiedzi w „{ $title }”: { $municipality }. Prosimy odpowiedzieć albo poprawić odpowiedzi.
}
mail-verified-subject = Zweryfikowano: { $title }
mail-verified-text = Ekspert zweryfikował odpowiedzi w „{ $title }”: { $municipality }.
mail-delegation-subject = Prośba o odpowiedzi w samoocenie: { $municipality }
mail-delegation-text = { $who } prosi o odpowiedzi w samoocenie gminy { $municipality }. Części: { $sections }. Termin: { $due }. Nie trzeba zakładać konta.
mail-delegation-link = Ten odsyłacz otwiera tylko te części. Można go otwierać wiele razy. Proszę nie przekazywać go nikomu:
mail-delegation-returned-subject = Odpowiedzi do sprawdzenia: { $who }
mail-delegation-returned-text = { $who } oddaje odpowiedzi w samoocenie: { $municipality }. Można je zatwierdzić albo odesłać z uwagą.
mail-delegation-sent-back-subject = Odpowiedzi do poprawy: { $municipality }
mail-delegation-sent-back-text = { $who } prosi o poprawienie odpowiedzi w samoocenie: { $municipality }. Uwaga jest na stronie.
