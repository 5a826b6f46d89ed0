### Ocena ekspercka samooceny: uwagi ekspertów, odpowiedzi gminy, weryfikacja.

## Gdzie jest samoocena

review-state-submitted = Złożona
review-state-submitted-text = Samoocena czeka na ocenę ekspertów. Gmina zobaczy uwagi po zwróceniu albo po weryfikacji.
review-state-returned = Zwrócona z pytaniami
review-state-returned-text = Gmina odpowiada na uwagi i może poprawić odpowiedzi. Poniżej są odpowiedzi złożone przed zwróceniem.
review-state-replied = Po odpowiedzi gminy
review-state-replied-text = Gmina odpowiedziała na uwagi. Można przejrzeć odpowiedzi jeszcze raz i zweryfikować samoocenę.
review-state-verified = Zweryfikowana
review-state-verified-text = Ocena jest zakończona. Wynik własny i zweryfikowany są obok siebie w wynikach.

## Strona eksperta

review-title = Ocena samooceny
review-to = Oceń odpowiedzi
review-section-marked = Ocenione: { $marked } z { $all }
review-section-asked = { $count ->
    [one] { $count } odpowiedź z wątpliwością lub propozycją
    [few] { $count } odpowiedzi z wątpliwością lub propozycją
    [many] { $count } odpowiedzi z wątpliwością lub propozycją
   *[other] { $count } odpowiedzi z wątpliwością lub propozycją
}
review-kept = Zapisane oceny: { $count }
review-mark = Ocena odpowiedzi
review-mark-confirmed = Potwierdzam
review-mark-doubtful = Mam wątpliwość
review-remark = Uwaga lub pytanie do gminy
review-propose = Zaproponuj inną odpowiedź
review-propose-title = Propozycja innej odpowiedzi
review-propose-why = Dlaczego ta odpowiedź jest właściwa?
review-propose-save = Zapisz propozycję
review-save = Zapisz oceny
review-value = Propozycja eksperta:
review-somebody = Inna osoba
review-about-earlier = Dotyczy wcześniejszej wersji odpowiedzi.
review-kind-confirmed = Potwierdzona
review-kind-doubtful = Wątpliwość
review-kind-proposed = Propozycja
review-kind-accepted = Przyjęta
review-kind-replied = Gmina odpowiada

## Zwrócenie i weryfikacja

review-return-title = Zwrócenie gminie
review-return-text = { $count ->
    [one] Gmina dostanie { $count } nowe pytanie. Będzie mogła poprawić odpowiedzi i odpowiedzieć na uwagi.
    [few] Gmina dostanie { $count } nowe pytania. Będzie mogła poprawić odpowiedzi i odpowiedzieć na uwagi.
    [many] Gmina dostanie { $count } nowych pytań. Będzie mogła poprawić odpowiedzi i odpowiedzieć na uwagi.
   *[other] Gmina dostanie { $count } nowego pytania. Będzie mogła poprawić odpowiedzi i odpowiedzieć na uwagi.
}
review-return-reason = Wiadomość do gminy (nieobowiązkowa)
review-return = Zwróć gminie
review-verify-title = Weryfikacja
review-verify-text = { $count ->
    [one] Wynik zweryfikowany powstanie z odpowiedzi gminy, a { $count } z nich zastąpi propozycja eksperta. Wynik własny zostaje obok.
    [few] Wynik zweryfikowany powstanie z odpowiedzi gminy, a { $count } z nich zastąpią propozycje ekspertów. Wynik własny zostaje obok.
    [many] Wynik zweryfikowany powstanie z odpowiedzi gminy, a { $count } z nich zastąpią propozycje ekspertów. Wynik własny zostaje obok.
   *[other] Wynik zweryfikowany powstanie z odpowiedzi gminy, a { $count } z nich zastąpią propozycje ekspertów. Wynik własny zostaje obok.
}
review-verify = Zweryfikuj samoocenę
review-obstacles = Zanim samoocena będzie zweryfikowana, trzeba jeszcze rozstrzygnąć te odpowiedzi:
review-obstacle-changed = gmina zmieniła odpowiedź po ocenie: proszę ocenić ją jeszcze raz
review-obstacle-not-heard = gmina nie miała jeszcze okazji odpowiedzieć: proszę zwrócić samoocenę
review-steps = Przebieg
review-step-submit = Złożona
review-step-return = Zwrócona gminie
review-step-reply = Gmina odpowiedziała
review-step-verify = Zweryfikowana
review-step-reopen = Zwrócona do poprawy przez administratora
review-changed = Nic nie zostało zrobione, bo samoocena zmieniła się od otwarcia tej strony. Proszę ją przejrzeć i zdecydować jeszcze raz.
review-changed-answers = Odpowiedzi, które się zmieniły:
review-changed-said = Nowe uwagi:

## Kiedy czegoś nie można przyjąć

review-wrong-mark-missing = Jest uwaga, ale nie wybrano oceny. Proszę wybrać ocenę.
review-wrong-remark-missing = Proszę napisać, na czym polega wątpliwość lub dlaczego proponowana odpowiedź jest właściwa
review-wrong-remark = Tekst jest za długi albo zawiera znak, którego nie można zapisać. Proszę go poprawić.
review-wrong-changed = Od otwarcia strony zmieniła się odpowiedź albo ktoś już coś o niej napisał. Proszę to przeczytać i ocenić jeszcze raz.
review-wrong-said = Od otwarcia strony pojawiła się tu nowa wypowiedź. Proszę ją przeczytać i odpowiedzieć jeszcze raz.
review-wrong-unanswered = Proszę odpowiedzieć na tę uwagę, przyjąć propozycję albo poprawić odpowiedź w samoocenie
review-wrong-proposal-missing = Proszę podać proponowaną odpowiedź
review-wrong-proposal-same = Gmina odpowiedziała tak samo. Jeśli odpowiedź jest właściwa, wystarczy ją potwierdzić.
review-wrong-nothing-asked = Nie ma nowych pytań do gminy. Proszę najpierw zapisać wątpliwość albo propozycję.
review-wrong-obstacles = Samooceny nie można jeszcze zweryfikować. Powody są na liście powyżej.
review-shut-title = Tego nie można już zapisać
review-shut-text = Stan samooceny tymczasem się zmienił: została zwrócona lub zweryfikowana albo wyniki edycji zamrożono. Wpisany tekst jest poniżej i można go skopiować.

## Strona gminy

review-remarks-title = Uwagi ekspertów
review-remarks-to = Zobacz uwagi ekspertów
review-remarks-text = Na każdą uwagę można odpowiedzieć, a odpowiedź w samoocenie poprawić. Po wysłaniu eksperci przejrzą samoocenę jeszcze raz.
review-remarks-none = Eksperci nie przekazali jeszcze żadnych uwag.
review-remarks-closed = Teraz nie można odpowiadać na uwagi. Wszystkie zostają tutaj do przeczytania.
review-remarks-change = Popraw odpowiedź
review-remarks-accept = Przyjmujemy propozycję eksperta
review-remarks-reply = Odpowiedź na uwagę
review-remarks-save = Zapisz i dokończ później
review-remarks-send = Wyślij odpowiedzi ekspertom
review-remarks-saved = Odpowiedzi na uwagi są zapisane. Eksperci zobaczą je po wysłaniu.
review-remarks-sent = Odpowiedzi na uwagi są wysłane. Teraz przejrzą je eksperci.
review-remarks-changed = Nic nie zostało wysłane, bo odpowiedzi lub uwagi zmieniły się od otwarcia tej strony. Proszę je przejrzeć i wysłać jeszcze raz. Wpisany tekst jest na stronie.
review-is-returned = Eksperci zwrócili samoocenę z pytaniami. Można odpowiedzieć na uwagi i poprawić odpowiedzi.
review-is-replied = Odpowiedzi na uwagi są wysłane. Samoocenę przeglądają eksperci.
review-is-verified = Samoocena jest zweryfikowana.

## Wyniki

review-sides-title = Wynik własny i zweryfikowany
review-sides-declared = Oficjalny w tej edycji jest wynik własny.
review-sides-verified = Oficjalny w tej edycji jest wynik zweryfikowany.
review-sides-differs = { $count ->
    [0] Eksperci nie zmienili żadnej odpowiedzi.
    [one] Eksperci zmienili { $count } odpowiedź.
    [few] Eksperci zmienili { $count } odpowiedzi.
    [many] Eksperci zmienili { $count } odpowiedzi.
   *[other] Eksperci zmienili { $count } odpowiedzi.
}
review-declared = Własny
review-verified = Zweryfikowany
review-difference = Różnica
