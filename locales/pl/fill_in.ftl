### Wypełnianie samooceny: lista zadań, pytania, sprawdzenie, złożenie.

## Lista zadań

fill-in-tasks-title = Samoocena
fill-in-progress = Odpowiedziano na { $settled } z { $asked } pytań
fill-in-deadline = Termin: { $date }
fill-in-begin = Zacznij: { $section }
fill-in-continue = Dalej: { $section }, pytanie { $number }
fill-in-to-submit = Sprawdź i złóż samoocenę
fill-in-to-submit-early = Zobacz, czego brakuje do złożenia
fill-in-to-receipt = Zobacz potwierdzenie
fill-in-to-results = Zobacz wyniki
fill-in-to-tasks = Lista części
fill-in-is-submitted = Samoocena jest złożona. Odpowiedzi można czytać, ale nie można ich zmieniać.
fill-in-is-closed = Edycja jest zamknięta. Odpowiedzi można czytać, ale nie można ich zmieniać.
fill-in-sections = Części ankiety
fill-in-modules = Moduły dodatkowe
fill-in-modules-text = Nieobowiązkowe. Mają osobne wyniki i nie wpływają na wynik ogólny.
fill-in-not-begun = Nie zaczęto
fill-in-of = { $settled } z { $asked }
fill-in-finished = Gotowe
fill-in-somebody = Inna osoba

## Wersja krótka

fill-in-short-offer = { $count ->
    [one] Można zacząć od wersji krótkiej: { $count } pytanie. Odpowiedzi zostaną w pełnej wersji.
    [few] Można zacząć od wersji krótkiej: { $count } pytania. Odpowiedzi zostaną w pełnej wersji.
    [many] Można zacząć od wersji krótkiej: { $count } pytań. Odpowiedzi zostaną w pełnej wersji.
   *[other] Można zacząć od wersji krótkiej: { $count } pytania. Odpowiedzi zostaną w pełnej wersji.
}
fill-in-short-begin = Zacznij od wersji krótkiej
fill-in-short-text = To wersja krótka. Liczba pytań z pełnej ankiety: { $count }. Wynik jest wstępny. Wszystkie odpowiedzi zostaną w pełnej wersji.
fill-in-short-results = Zobacz wynik wstępny
fill-in-short-to-full = Przejdź do pełnej wersji

## Pytanie

fill-in-help = Jak odpowiedzieć
fill-in-help-where = Gdzie to znaleźć:
fill-in-help-respondent = Kto może wiedzieć:
fill-in-help-example = Przykład:
fill-in-help-evidence = Co to potwierdzi:
fill-in-or = albo
fill-in-clear = Usuń odpowiedź
fill-in-value-above = Odpowiedź powyżej
fill-in-why-not = Dlaczego nie dotyczy?
fill-in-number = Liczba
fill-in-number-in = Liczba ({ $unit })
fill-in-date = Data
fill-in-date-hint = Na przykład 31.03.2026
fill-in-as-of = Stan na dzień (jeśli znany)
fill-in-text = Odpowiedź
fill-in-reason = Przyczyna
fill-in-rank = Miejsce
fill-in-basis = Skąd to wiadomo
fill-in-note = Uwaga
fill-in-confidential = Odpowiedzi z tej części są poufne: widzą je tylko gmina i eksperci sieci.
fill-in-more = Z zapisanej odpowiedzi wynika jeszcze jedno pytanie. Jest na tej stronie.
fill-in-save-and-list = Zapisz i wróć do listy
fill-in-saved-at = Ostatni zapis: { $time }
fill-in-saved-never = Nic jeszcze nie zapisano
fill-in-understood = Zapisano: { $answer }
fill-in-share = { $share } ({ $numerator } z { $denominator })
fill-in-share-date = { $share }, stan na { $date }

## Kiedy czegoś nie można przyjąć

fill-in-rest-saved = Pozostałe odpowiedzi z tej strony są zapisane.
fill-in-wrong-of = Pytanie { $number }: { $text }
fill-in-wrong-both = Jest tu nowa odpowiedź i jednocześnie wybrano „nie wiem” lub „nie dotyczy”. Proszę zostawić jedno z nich.
fill-in-wrong-reason-missing = Proszę napisać, dlaczego to pytanie nie dotyczy gminy
fill-in-wrong-stray-reason = Jest powód, ale nie wybrano „nie dotyczy”. Proszę wybrać „nie dotyczy” albo usunąć powód.
fill-in-wrong-rank-twice = Dwie przyczyny mają miejsce { $rank }. Proszę dać każdej inne miejsce.
fill-in-wrong-stray-basis = Brak miejsca przy przyczynie „{ $option }”. Proszę wybrać miejsce albo usunąć wybór w kolumnie „Skąd to wiadomo”.
fill-in-wrong-keep-missing = Proszę wybrać, która odpowiedź ma zostać
fill-in-wrong-unknown-option = Nie ma takiej odpowiedzi. Proszę wybrać jedną z podanych.
fill-in-wrong-exclusive = Odpowiedzi „{ $option }” nie można łączyć z innymi. Proszę zostawić ją samą albo ją odznaczyć.
fill-in-wrong-repeated = Odpowiedź „{ $option }” jest wybrana dwa razy. Proszę wybrać ją raz.
fill-in-wrong-not-a-number = „{ $text }” to nie jest liczba, którą rozumiemy. Proszę wpisać cyfry, z przecinkiem przed ułamkiem, na przykład 1 234,50.
fill-in-wrong-ambiguous-dot = „{ $text }” można zrozumieć na dwa sposoby. Tysiące proszę oddzielić odstępem, a ułamek przecinkiem, na przykład 1 234,50.
fill-in-wrong-not-whole = Proszę wpisać liczbę całkowitą, bez przecinka
fill-in-wrong-too-many-decimals = { $decimals ->
    [one] Za dużo cyfr po przecinku. Proszę zostawić najwyżej { $decimals } cyfrę.
    [few] Za dużo cyfr po przecinku. Proszę zostawić najwyżej { $decimals } cyfry.
    [many] Za dużo cyfr po przecinku. Proszę zostawić najwyżej { $decimals } cyfr.
   *[other] Za dużo cyfr po przecinku. Proszę zostawić najwyżej { $decimals } cyfry.
}
fill-in-wrong-below-minimum = Liczba jest za mała: najmniej { $least }. Proszę wpisać większą.
fill-in-wrong-above-maximum = Liczba jest za duża: najwięcej { $most }. Proszę wpisać mniejszą.
fill-in-wrong-half-numerator = Brakuje pierwszej liczby. Proszę wpisać obie albo żadnej.
fill-in-wrong-half-denominator = Brakuje drugiej liczby. Proszę wpisać obie albo żadnej.
fill-in-wrong-zero-denominator = Druga liczba nie może być zerem. Jeśli nie ma czego liczyć, proszę wybrać „nie dotyczy” albo „nie wiem”.
fill-in-wrong-part-exceeds-whole = Pierwsza liczba jest częścią drugiej, więc nie może być od niej większa. Proszę sprawdzić obie.
fill-in-wrong-not-a-date = „{ $text }” to nie jest data, którą rozumiemy. Proszę wpisać dzień, miesiąc i rok, na przykład 31.03.2026.
fill-in-wrong-always-applies = To pytanie dotyczy każdej gminy. Proszę odpowiedzieć albo wybrać „nie wiem”.
fill-in-wrong-too-long = Tekst jest za długi (liczba znaków: { $length }, dozwolona: { $most }). Proszę go skrócić.
fill-in-wrong-bad-character = W tekście jest znak, którego nie można zapisać. Proszę go usunąć.
fill-in-wrong-too-many-links = Proszę podać najwyżej { $most } linków, każdy w osobnym wierszu.
fill-in-wrong-not-a-web-address = „{ $text }” to nie adres strony. Proszę wpisać adres, który zaczyna się od https:// lub http://, a każdy następny w osobnym wierszu.

## Dwie osoby odpowiedziały na to samo pytanie

fill-in-conflict-title = Ktoś odpowiedział w tym samym czasie
fill-in-conflict-of = Pytanie { $number }: { $who } ma inną odpowiedź. Proszę wybrać, która zostaje.
fill-in-conflict-heading = Pytanie { $number }: dwie odpowiedzi
fill-in-conflict-text = Po otwarciu tej strony odpowiedź zmieniła inna osoba. Zapisana jest jej odpowiedź, a wpisana teraz jest obok: nic nie przepadło.
fill-in-conflict-mine = Wpisana teraz
fill-in-conflict-theirs = { $who }, { $time }
fill-in-keep = Która odpowiedź ma zostać?
fill-in-keep-mine = Wpisana teraz (można ją jeszcze poprawić poniżej)
fill-in-keep-theirs = Zapisana wcześniej: { $who }
fill-in-shut-title = Tych odpowiedzi nie można już zapisać
fill-in-shut-text = Samoocena została złożona albo edycja zamknięta. To, co wpisano na stronie, jest poniżej i można je skopiować. W sprawie poprawek proszę napisać do osoby, która prowadzi edycję.

## Sprawdzenie części

fill-in-check-title = Sprawdź odpowiedzi: { $section }
fill-in-check-open = { $count ->
    [one] Bez odpowiedzi: { $count } pytanie
    [few] Bez odpowiedzi: { $count } pytania
    [many] Bez odpowiedzi: { $count } pytań
   *[other] Bez odpowiedzi: { $count } pytania
}
fill-in-check-settled = Odpowiedzi
fill-in-answer = Odpowiedz
fill-in-next-section = Dalej: { $section }

## Złożenie

fill-in-submit-title = Złożenie samooceny
fill-in-submit-changed = Odpowiedzi zmieniły się od otwarcia tej strony. Samoocena nie jest jeszcze złożona: proszę sprawdzić i złożyć ją jeszcze raz.
fill-in-submit-missing = Czego brakuje
fill-in-submit-missing-text = Samoocenę można złożyć także bez tych odpowiedzi. Brak odpowiedzi nie oznacza „nie”: obniża pokrycie i poszerza zakres wyniku.
fill-in-submit-nothing-missing = Niczego. Na każde pytanie jest odpowiedź.
fill-in-submit-next = Co dalej
fill-in-submit-next-locked = Po złożeniu nie można już zmieniać odpowiedzi. Osoba, która prowadzi edycję, może zwrócić samoocenę do poprawy.
fill-in-submit-next-results = Wyniki z wyjaśnieniem każdej liczby widać od razu.
fill-in-submit-next-experts = Eksperci sieci mogą zapytać o pojedynczą odpowiedź.
fill-in-submit-who = Kto to zobaczy
fill-in-submit-see-what = Co
fill-in-submit-see-city = Państwa gmina
fill-in-submit-see-experts = Eksperci sieci
fill-in-submit-see-administrators = Administratorzy sieci
fill-in-submit-see-everybody = Wszyscy po publikacji
fill-in-submit-see-answers = Odpowiedzi i wyniki
fill-in-submit-see-confidential = Odpowiedzi poufne: { $parts }
fill-in-submit-see-notes = Uwagi i odpowiedzi opisowe
fill-in-submit-see-review = Uwagi ekspertów i odpowiedzi na nie
fill-in-submit-official-declared = Oficjalny w tej edycji jest wynik z Państwa odpowiedzi. Jeśli eksperci go zweryfikują, wynik zweryfikowany będzie pokazany obok.
fill-in-submit-official-verified = Oficjalny w tej edycji jest wynik zweryfikowany przez ekspertów. Wynik z Państwa odpowiedzi będzie pokazany obok.
fill-in-submit-signs = Samoocenę składa: { $who }, w imieniu gminy { $municipality }.
fill-in-submit-confirm = Odpowiedzi są zgodne z wiedzą urzędu. Składamy samoocenę w imieniu gminy: { $municipality }.
fill-in-submit-confirm-missing = Proszę potwierdzić, że samoocena jest gotowa do złożenia
fill-in-submit-nothing = Nie ma jeszcze żadnej odpowiedzi. Proszę odpowiedzieć przynajmniej na jedno pytanie.
fill-in-submit-version = Samoocena ma starszą wersję ankiety niż edycja. Proszę najpierw przejść na nową wersję (link jest na liście części).
fill-in-submit = Złóż samoocenę
fill-in-receipt-title = Samoocena złożona
fill-in-receipt-number = Numer potwierdzenia
fill-in-receipt-when = Czas złożenia: { $time }. Osoba składająca: { $who }. Numer warto zachować.
fill-in-receipt-next-results = Wyniki są już gotowe: poziom, mocne i słabe strony, następny krok w każdym wymiarze.
fill-in-receipt-next-correct = Jeśli coś trzeba poprawić, proszę napisać do osoby, która prowadzi edycję, i podać numer.
fill-in-receipt-next-close = Po zamknięciu edycji wyniki wszystkich gmin zostaną zamrożone i już się nie zmienią.
fill-in-receipt-answers = Złożone odpowiedzi
fill-in-receipt-workbook = Odpowiedzi w pliku XLSX
fill-in-receipt-print = Wszystkie odpowiedzi na jednej stronie
fill-in-answers-title = Odpowiedzi samooceny

## Strony nie dało się zapisać

fill-in-unsaved-title = Ta strona nie została jeszcze zapisana
fill-in-unsaved-sign-in = Sesja wygasła. Wpisane odpowiedzi są nadal na tej stronie. Proszę jej nie zamykać, zalogować się w nowej karcie i wysłać odpowiedzi jeszcze raz.
fill-in-unsaved-forged = Formularz otwarto przed ponownym zalogowaniem. Wpisane odpowiedzi są nadal na tej stronie: wystarczy wysłać je jeszcze raz.
fill-in-unsaved-conflict = W tej samej chwili zapisywało wiele osób. Wpisane odpowiedzi są nadal na tej stronie: wystarczy wysłać je jeszcze raz.
fill-in-unsaved-unavailable = Baza danych chwilowo nie może zapisywać. Wpisane odpowiedzi są nadal na tej stronie. Proszę jej nie zamykać i wysłać odpowiedzi jeszcze raz za kilka minut.
fill-in-unsaved-sign-in-link = Zaloguj się (otworzy się nowa karta)
fill-in-unsaved-again = Wyślij odpowiedzi jeszcze raz
