### Proszenie innych osób o odpowiedzi: bez konta, tylko o wybrane części.

## Prośba

delegation-ask = Poproś kogoś o odpowiedź
delegation-ask-text = Poproszone osoby nie potrzebują konta. Każda dostaje własny link, który otwiera tylko wybrane części.
delegation-sections = Które części?
delegation-sections-missing = Proszę wybrać co najmniej jedną część
delegation-section-progress = Odpowiedzi: { $settled } z { $asked }
delegation-people = Kto ma odpowiedzieć?
delegation-people-hint = Jedna osoba w wierszu: adres e-mail albo imię, nazwisko i adres.
delegation-people-missing = Proszę wpisać co najmniej jeden adres e-mail
delegation-people-unreadable = Tu nie ma poprawnego adresu e-mail: { $text }
delegation-people-many = Za dużo adresów. Jednym formularzem można poprosić najwyżej { $most } osób, a o jedną samoocenę najwyżej { $all }.
delegation-due = Do kiedy?
delegation-due-unusable = Proszę podać dzień, miesiąc i rok
delegation-due-past = Ten dzień już minął. Proszę podać dzisiejszy albo późniejszy.
delegation-message = Wiadomość (nieobowiązkowa)
delegation-message-long = Wiadomość jest za długa (dozwolona liczba znaków: { $most }). Proszę ją skrócić.
delegation-make = Utwórz linki

delegation-made-title = Linki są gotowe
delegation-made-text = Proszę przekazać każdej osobie jej link. Można go otwierać wiele razy: do złożenia samooceny lub wycofania prośby, najdłużej { $days } dni po terminie.
delegation-made-once = Linków nie pokażemy drugi raz. W razie potrzeby można utworzyć nowy na stronie prośby.
delegation-send = Wyślij prośbę
delegation-mailed-title = Prośba jest wysyłana
delegation-mailed-text = Każda osoba dostanie e-mail z własnym linkiem. Można go otwierać wiele razy: do złożenia samooceny lub wycofania prośby, najdłużej { $days } dni po terminie.
delegation-to-one = Zobacz prośbę

## Prośby na liście zadań

delegation-people-asked = Poproszone osoby
delegation-hint = { $who }: { $state }
delegation-state-invited = linku jeszcze nie otwarto
delegation-state-opened = link otwarto
delegation-state-returned = oddano do sprawdzenia
delegation-state-approved = zatwierdzono
delegation-state-sent-back = odesłano do poprawy
delegation-to-check = Do sprawdzenia
delegation-until = do { $date }
delegation-opened-at = ostatnio otwarto { $time }
delegation-not-opened = jeszcze nie otwarto
delegation-in-progress = W trakcie
delegation-waiting = Czeka na otwarcie
delegation-is-revoked = Wycofana
delegation-is-over = Po terminie

## Strona prośby

delegation-one-title = Prośba o odpowiedzi: { $who }
delegation-email = Adres e-mail
delegation-asked-by = Kto prosi
delegation-asked-at = { $who }, { $time }
delegation-due-short = Termin
delegation-opened = Link
delegation-opened-first = Otwarto { $first }, ostatnio { $last }
delegation-ended-revoked = Prośba jest wycofana, link nie działa.
delegation-ended-handed-in = Samoocena jest złożona, link nie działa.
delegation-ended-late = Minęło więcej niż { $days } dni od terminu, link nie działa.
delegation-message-short = Wiadomość
delegation-sections-of = Części
delegation-since = od { $time }
delegation-remark-was = Uwaga: { $remark }
delegation-read-answers = Przeczytaj odpowiedzi
delegation-approve = Zatwierdź
delegation-send-back-title = Odeślij z uwagą
delegation-remark = Co trzeba poprawić?
delegation-remark-missing = Proszę napisać, co trzeba poprawić
delegation-remark-long = Uwaga jest za długa (dozwolona liczba znaków: { $most }). Proszę ją skrócić.
delegation-send-back = Odeślij
delegation-change = Zmiana prośby
delegation-extend = Zmień termin
delegation-new-due = Nowy termin
delegation-renew = Utwórz nowy link
delegation-renew-text = Poprzedni link od razu przestanie działać.
delegation-revoke = Wycofaj prośbę
delegation-revoke-text = Link od razu przestanie działać. Zapisane odpowiedzi zostaną.
delegation-done-approve = Część jest zatwierdzona.
delegation-done-send-back = Część jest odesłana z uwagą.
delegation-done-extend = Termin jest zmieniony.
delegation-done-revoke = Prośba jest wycofana.

## Strona linku

delegation-link-title = Prośba o odpowiedzi
delegation-link-from = { $who } prosi o odpowiedzi w samoocenie gminy: { $municipality }.
delegation-link-from-somebody = Gmina { $municipality } prosi o odpowiedzi w samoocenie.
delegation-link-due = Termin: { $date }
delegation-link-sections = Części, których dotyczy prośba
delegation-link-no-account = Nie trzeba zakładać konta. Odpowiedzi zapisują się na bieżąco i można do nich wracać tym samym linkiem.
delegation-link-open = Otwórz pytania
delegation-link-ended-title = Ten link już nie działa
delegation-link-ended-revoked = Prośba została wycofana.
delegation-link-ended-handed-in = Samoocena została już złożona.
delegation-link-ended-late = Minął termin odpowiedzi.
delegation-link-ended-text = W razie pytań proszę napisać do osoby, która wysłała link.

## Własne części poproszonej osoby

delegation-own-title = Pytania do odpowiedzi
delegation-own-returned = Oddano
delegation-own-approved = Zatwierdzono
delegation-own-sent-back = Do poprawy
delegation-own-all-returned = Wszystkie części są oddane. Dziękujemy! Odpowiedzi można jeszcze przeczytać.
delegation-own-closed = Nie można już zmieniać odpowiedzi. Można je przeczytać.
delegation-give-back-title = Wszystko gotowe?
delegation-give-back-text = Po oddaniu odpowiedzi nie można zmieniać, chyba że zostaną odesłane z uwagą.
delegation-give-back-missing = { $count ->
    [one] Bez odpowiedzi jest jeszcze { $count } pytanie.
    [few] Bez odpowiedzi są jeszcze { $count } pytania.
    [many] Bez odpowiedzi jest jeszcze { $count } pytań.
   *[other] Bez odpowiedzi jest jeszcze { $count } pytania.
}
delegation-give-back = Oddaj odpowiedzi
delegation-given-back = Odpowiedzi są oddane.

## Przypomnienia

delegation-remind = Przypomnij o odpowiedziach
delegation-remind-text = Każda z tych osób dostanie e-mail z nowym linkiem, najwyżej jeden dziennie. Wcześniejsze linki działają dalej. Kto przed wysłaniem odda wszystkie części, nie dostanie e-maila.
delegation-remind-who = Kto dostanie przypomnienie
delegation-remind-send = Wyślij przypomnienia
delegation-remind-nobody = Teraz nie ma komu przypominać.
delegation-remind-left-out = Bez przypomnienia
delegation-remind-today = { $who }: dziś już przypomniano
delegation-remind-none = Proszę wybrać co najmniej jedną osobę
delegation-reminded = Przypomnienia czekają na wysłanie

## Usuwanie danych osoby

delegation-erased = osoba, której dane usunięto
delegation-erase = Usuń dane tej osoby
delegation-erase-text = Imię, nazwisko, adres, wiadomość i uwagi znikną na zawsze, a link przestanie działać. Odpowiedzi i ich historia zostaną, bez nazwiska. Tego nie da się cofnąć.
delegation-is-erased = Dane tej osoby usunięto. Odpowiedzi zostały.
