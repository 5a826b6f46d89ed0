### Prowadzenie edycji: edycje, sieci, osoby.

admin-title = Prowadzenie edycji
admin-tab-campaigns = Edycje
admin-tab-networks = Sieci
admin-tab-people = Osoby
admin-new = Nowa edycja
admin-no-campaigns = Nie ma jeszcze żadnej edycji.
admin-campaigns = Edycje
admin-column-state = Stan
admin-column-progress = Złożone
admin-column-closes = Ostatni dzień
admin-column-next = Co teraz
admin-column-answers = Odpowiedzi
admin-column-changed = Ostatnia zmiana
admin-column-officers = Osoby
admin-column-code = Kod
admin-column-act = Działania
admin-column-person = Osoba
admin-column-roles = Role
admin-handed-in = { $submitted } z { $invited }
admin-choose = Proszę wybrać

admin-state-open = Otwarta
admin-state-closed = Zamknięta
admin-state-frozen = Zamrożona
admin-state-published = Opublikowana
admin-assessment-invited = Zaproszona
admin-assessment-in-progress = Wypełniana
admin-assessment-submitted = Złożona
admin-assessment-returned = Zwrócona z pytaniami
admin-assessment-replied = Po odpowiedzi gminy
admin-assessment-verified = Zweryfikowana

admin-next-invite = Zaproś gminy
admin-next-wait = Czekanie na odpowiedzi
admin-next-close = Zamknij edycję
admin-next-freeze = Zamroź wyniki
admin-next-publish = Opublikuj wyniki
admin-next-nothing = Nic, wyniki są publiczne
admin-next-invite-text = W tej edycji nie ma jeszcze żadnej gminy.
admin-next-wait-text = Gminy odpowiadają do ostatniego dnia włącznie. Edycję można zamknąć wcześniej.
admin-next-close-text = Wszystkie gminy złożyły samoocenę albo minął ostatni dzień. Po zamknięciu nikt już nie zmieni odpowiedzi.
admin-next-freeze-text = Nikt już nie może odpowiadać. Zamrożenie oblicza wyniki i utrwala je na zawsze.
admin-next-publish-text = Wyniki są gotowe i niezmienne. Widzą je gminy, eksperci i administratorzy sieci, a po publikacji zobaczą wszyscy.
admin-open-again = Otwórz ponownie
admin-to-results = Wyniki i przegląd
admin-to-survey = { $survey }, wersja { $version }
admin-days = od { $opens } do { $closes }
admin-stat-submitted = Złożone samooceny
admin-stat-in-progress = Wypełniane
admin-stat-waiting = Jeszcze niezaczęte
admin-board = Gminy tej edycji
admin-pages = Strony tabeli
admin-page = Strona { $number }
admin-page-before = Poprzednia
admin-page-after = Następna
admin-reopen = Zwróć do poprawy
admin-invite-officer = Zaproś osobę

admin-kind-city = miasto na prawach powiatu
admin-district = powiat { $name }
admin-voivodeship = woj. { $name }
admin-search-label = Nazwa gminy
admin-search-hint = Wystarczy początek nazwy. Można też wpisać kod TERYT.
admin-found = Znalezione gminy
admin-nothing-found = Żadna gmina nie zaczyna się na „{ $text }”. Proszę sprawdzić pisownię albo wpisać krótszy początek nazwy.
admin-invited-already = Już zaproszone
admin-invite-ticked = Zaproś zaznaczone gminy
admin-invite-none = Proszę zaznaczyć co najmniej jedną gminę

admin-new-title = Nowa edycja
admin-new-network = Sieć
admin-new-survey = Ankieta
admin-new-title-pl = Nazwa po polsku
admin-new-title-en = Nazwa po angielsku
admin-new-slug = Nazwa w adresie strony
admin-new-slug-hint = Małe litery bez polskich znaków, cyfry i łączniki. Jeśli pole zostanie puste, nazwa powstanie z polskiej nazwy edycji.
admin-new-opens = Pierwszy dzień odpowiadania
admin-new-closes = Ostatni dzień odpowiadania
admin-new-days-hint = Na przykład 20 11 2026
admin-new-invite = Zaproś od razu wszystkich członków sieci
admin-new-invite-hint = Inne gminy można zaprosić później.
admin-new-create = Utwórz edycję
admin-day = Dzień
admin-month = Miesiąc
admin-year = Rok
admin-title-missing-pl = Proszę wpisać nazwę po polsku
admin-title-missing-en = Proszę wpisać nazwę po angielsku
admin-title-unusable = Nazwa musi zawierać litery i mieścić się w jednym wierszu, najwyżej 200 znaków
admin-slug-unusable = Nazwa w adresie może mieć tylko małe litery bez polskich znaków, cyfry i łączniki, najwyżej 60 znaków
admin-slug-taken = Ta nazwa w adresie jest już zajęta. Proszę wpisać inną.
admin-network-missing = Proszę wybrać sieć
admin-survey-missing = Proszę wybrać ankietę
admin-survey-changed = Wyników tej wersji ankiety nie dałoby się porównać z wcześniejszymi: brakuje w niej użytych tu pytań lub odpowiedzi albo pod tym samym numerem ma inną treść. Proszę wybrać inną wersję
admin-first-day-unusable = Proszę wpisać pierwszy dzień cyframi: dzień, miesiąc i rok, na przykład 20 11 2026
admin-last-day-unusable = Proszę wpisać ostatni dzień cyframi: dzień, miesiąc i rok, na przykład 20 12 2026
admin-days-turned-round = Ostatni dzień nie może być wcześniejszy niż pierwszy

admin-close-title = Zamknąć edycję?
admin-close-text = Po zamknięciu gminy nie zmienią już odpowiedzi ani nie złożą samooceny. Dopóki wyniki nie zostaną zamrożone, edycję można otworzyć ponownie.
admin-open-title = Otworzyć edycję ponownie?
admin-open-text = Gminy, które nie złożyły samooceny, znowu będą mogły odpowiadać. Złożone samooceny można będzie zwrócić do poprawy.
admin-freeze-title = Zamrozić wyniki?
admin-freeze-text = Wyniki zostaną jeszcze raz obliczone z odpowiedzi i utrwalone razem z odciskiem ankiety i wersją zasad liczenia. Gminy, które nie złożyły samooceny, pozostaną w tej edycji bez wyniku.
admin-publish-title = Opublikować wyniki?
admin-publish-text = Od tej chwili każdy, także bez logowania, zobaczy wyniki tej edycji.
admin-publish-public = Publiczne staną się
admin-publish-scores = { $count ->
    [one] wyniki, poziomy i zakresy { $count } gminy, z nazwą, w każdym wymiarze
    [few] wyniki, poziomy i zakresy { $count } gmin, z nazwami, w każdym wymiarze
    [many] wyniki, poziomy i zakresy { $count } gmin, z nazwami, w każdym wymiarze
   *[other] wyniki, poziomy i zakresy { $count } gminy, z nazwami, w każdym wymiarze
}
admin-publish-answers = odpowiedzi, z których te wyniki powstały, razem z uzasadnieniem każdej liczby
admin-publish-files = statystyki całej edycji i pliki do pobrania
admin-publish-whose = Których gmin to dotyczy
admin-publish-hidden = Ukryte pozostaną
admin-publish-confidential = odpowiedzi z części „{ $part }”
admin-publish-not-submitted = { $count ->
    [one] odpowiedzi { $count } gminy, która nie złożyła samooceny (publiczny będzie sam brak wyniku)
    [few] odpowiedzi { $count } gmin, które nie złożyły samooceny (publiczny będzie sam brak wyniku)
    [many] odpowiedzi { $count } gmin, które nie złożyły samooceny (publiczny będzie sam brak wyniku)
   *[other] odpowiedzi { $count } gminy, które nie złożyły samooceny (publiczny będzie sam brak wyniku)
}
admin-publish-people = imiona, nazwiska i adresy e-mail osób, uwagi do odpowiedzi i treść odpowiedzi tekstowych
admin-warning = Uwaga
admin-irreversible = Tego nie można cofnąć.
admin-reopen-title = Zwrócić samoocenę do poprawy: { $municipality }?
admin-reopen-text = Gmina będzie mogła zmienić odpowiedzi i będzie musiała złożyć samoocenę jeszcze raz. Poprzedni wynik i numer potwierdzenia stracą ważność, a historia odpowiedzi zostanie.
admin-reason = Powód
admin-reason-hint = Trafi do dziennika zmian na stałe. Proszę nie wpisywać nazwisk.
admin-reason-missing = Proszę podać powód, najwyżej 1000 znaków

admin-network-members = { $count ->
    [one] gmina
    [few] gminy
    [many] gmin
   *[other] gminy
}
admin-network-new = Nowa sieć
admin-network-name-pl = Nazwa po polsku
admin-network-name-en = Nazwa po angielsku
admin-network-create = Utwórz sieć
admin-network-taken = Sieć o takiej nazwie już jest. Proszę wpisać inną nazwę.
admin-network-add = Dodaj członków
admin-network-add-ticked = Dodaj zaznaczone gminy
admin-network-member-already = Już w sieci
admin-network-member-list = Członkowie
admin-network-remove = Usuń z sieci

admin-people = Osoby i ich role
admin-person-invite = Zaproś osobę
admin-person-shut = Konto wyłączone
admin-person-revoke = Odbierz rolę
admin-person-link = Nowy link
admin-person-disable = Wyłącz konto
admin-person-enable = Włącz konto
admin-person-no-roles = Ta osoba nie ma żadnej roli. Po zalogowaniu widzi tylko to, co publiczne.
admin-person-language = Język strony
admin-person-role = Rola
admin-person-invite-text = Po zapisaniu pokażemy jednorazowy link do logowania. Miernik sam go nie wysyła: trzeba go przekazać tej osobie, najlepiej osobiście albo służbowym e-mailem.
admin-person-make-link = Zapisz i pokaż link
admin-role-administrator = Administrator
admin-role-administrator-hint = Prowadzi całą instalację: edycje, sieci i osoby.
admin-role-administrator-of = Administrator sieci { $network }
admin-role-expert = Ekspert
admin-role-expert-hint = Widzi i ocenia odpowiedzi wszystkich gmin jednej sieci, widzi też ich wyniki.
admin-role-expert-of = Ekspert sieci { $network }
admin-role-officer = Przedstawiciel gminy
admin-role-officer-hint = Odpowiada w imieniu gminy i składa samoocenę.
admin-role-officer-of = Przedstawiciel: { $municipality }
admin-role-viewer = Osoba z wglądem
admin-role-viewer-hint = Widzi odpowiedzi i wyniki sieci albo gminy, niczego nie zmienia.
admin-role-viewer-of = Osoba z wglądem: { $municipality }
admin-role-viewer-of-network = Osoba z wglądem: sieć { $network }
admin-viewer-place = Proszę wybrać sieć albo wpisać gminę (tylko jedno z nich)
admin-role-missing = Proszę wybrać rolę
admin-language-missing = Proszę wybrać język
admin-officer-municipality-hint = Nazwa gminy albo kod TERYT
admin-municipality-unknown = Nie ma gminy o takiej nazwie ani kodzie. Proszę wpisać pełną nazwę albo kod TERYT.
admin-municipality-several = Kilka gmin ma tę nazwę. Proszę wybrać jedną z nich.
admin-account-shut = Konto z tym adresem jest wyłączone. Najpierw trzeba je włączyć na liście osób.
admin-link-title = Link do logowania
admin-link-text = Ten link jest dla: { $name } ({ $email }). Działa jeden raz, przez 7 dni. Wcześniejsze linki tej osoby już nie działają.
admin-link-once = Link widać tylko teraz. Jeśli się zgubi, na liście osób można utworzyć nowy.
admin-role-added-title = Rola dodana
admin-role-added-text = { $name } ma już konto i dostaje nową rolę. Nowy link nie jest potrzebny.
admin-to-people = Wróć do listy osób

admin-done-created = Edycja jest utworzona i otwarta.
admin-done-invited = Gminy są zaproszone.
admin-done-close = Edycja jest zamknięta.
admin-done-open = Edycja jest znowu otwarta.
admin-done-freeze = Wyniki są zamrożone.
admin-done-publish = Wyniki są opublikowane.
admin-done-reopened = Samoocena jest zwrócona do poprawy.
admin-done-network = Sieć jest utworzona.
admin-done-members = Członkowie są dodani.
admin-done-removed = Gmina nie należy już do sieci. Jej samooceny zostają.
admin-done-disabled = Konto jest wyłączone, a jego otwarte sesje zakończone.
admin-done-enabled = Konto jest włączone.
admin-done-revoked = Rola jest odebrana.

admin-person-mail = Wyślij link e-mailem
admin-person-invite-mailed = Po zapisaniu na ten adres zostanie wysłany e-mail z jednorazowym linkiem do logowania.
admin-person-send-link = Zapisz i wyślij link
admin-link-mailed-title = E-mail w drodze
admin-link-mailed-text = E-mail z linkiem do logowania otrzyma { $name } ({ $email }). Link działa jeden raz, przez 7 dni.

admin-letters = E-maile
admin-letters-list = E-maile, od najnowszego
admin-letters-none = W tej edycji nie ma jeszcze żadnych e-maili.
admin-letters-older = Starsze e-maile
admin-letters-off = Miernik nie ma tu serwera poczty i nie wysyła e-maili. Linki do logowania trzeba przekazać samodzielnie; serwer poczty ustawia osoba, która prowadzi tę instalację.
admin-letter-to = Do kogo
admin-letter-about = E-mail
admin-letter-when = Kiedy
admin-letter-act = Co można zrobić
admin-letter-erased = adres usunięto
admin-letter-queued = Czeka
admin-letter-sending = Wysyłanie
admin-letter-sent = Wysłano
admin-letter-failed = Nie udało się wysłać
admin-letter-bounced = Odrzucono
admin-letter-cancelled = Nie wysłano
admin-letter-invitation = Konto
admin-letter-link = Link do logowania
admin-letter-campaign = Zaproszenie do edycji
admin-letter-reminder = Przypomnienie
admin-letter-receipt = Potwierdzenie złożenia
admin-letter-returned = Pytania eksperta
admin-letter-replied = Odpowiedzi na pytania eksperta
admin-letter-verified = Odpowiedzi zweryfikowane
admin-letter-delegation = Prośba o odpowiedzi
admin-letter-again = Następna próba: { $at }
admin-letter-why-handed-in = Gmina złożyła już samoocenę.
admin-letter-why-over = Edycja nie była już otwarta.
admin-letter-why-no-longer = Osoba nie miała już tej roli, czynnego konta albo działającego linku.
admin-letter-why-given-back = Odpowiedzi były już oddane.
admin-letter-why-by-hand = Wysłanie wstrzymał administrator.
admin-letter-cancel = Nie wysyłaj
admin-letter-resend = Wyślij jeszcze raz

admin-remind = Przypomnij
admin-remind-text = { $count ->
    [one] Przypomnienie dostanie { $count } gmina, która nie złożyła samooceny. Ostatni dzień to { $closes }. Kto złoży samoocenę przed wysłaniem e-maila, nie dostanie go.
    [few] Przypomnienie dostaną { $count } gminy, które nie złożyły samooceny. Ostatni dzień to { $closes }. Kto złoży samoocenę przed wysłaniem e-maila, nie dostanie go.
    [many] Przypomnienie dostanie { $count } gmin, które nie złożyły samooceny. Ostatni dzień to { $closes }. Kto złoży samoocenę przed wysłaniem e-maila, nie dostanie go.
   *[other] Przypomnienie dostanie { $count } gminy, które nie złożyły samooceny. Ostatni dzień to { $closes }. Kto złoży samoocenę przed wysłaniem e-maila, nie dostanie go.
}
admin-remind-nobody-now = Teraz nikt nie dostanie przypomnienia.
admin-remind-who = Kto je dostanie
admin-remind-send = Wyślij przypomnienia
admin-remind-none = Proszę zaznaczyć co najmniej jedną gminę
admin-remind-left-out = Kto go nie dostanie
admin-remind-today = dziś już przypomniano
admin-remind-nobody = nikt z czynnym kontem za nią nie odpowiada
admin-to-campaign = Wróć do edycji
admin-done-reminded = Przypomnienia są gotowe i zaraz zostaną wysłane.
admin-done-letter-resent = E-mail zostanie wysłany jeszcze raz.
admin-done-letter-cancelled = E-mail nie zostanie wysłany.
admin-done-letter-already = Nic nie zrobiono, bo stan tego e-maila zmienił się wcześniej. Poniżej widać, jaki jest teraz.

admin-person-second-factor = Wyłącz drugi krok logowania
admin-done-second-factor = Drugi krok logowania jest wyłączony, a otwarte sesje zakończone.
admin-person-provider = Odłącz od usługi logowania
admin-done-provider = Konto jest odłączone. Przy następnym takim logowaniu konto zostanie połączone ponownie na podstawie adresu e-mail.
