### Rama każdej strony i strony o kłopotach.

frame-sections = Działy
frame-breadcrumbs = Ścieżka
frame-section-home = Moje sprawy
frame-section-admin = Prowadzenie edycji
frame-section-front = Strona główna
frame-section-method = Jak liczymy
frame-title-error = Błąd:
frame-error-summary = Trzeba coś poprawić
frame-error-prefix = Błąd:
frame-done = Gotowe
frame-demo-name = Wersja pokazowa
frame-demo-tag = Demo
frame-demo-text = To wersja pokazowa: każdy może się zalogować jednym kliknięciem, a po ponownym uruchomieniu wszystko zaczyna się od nowa. Proszę nie wpisywać prawdziwych danych.
frame-footer-engine = zasady liczenia, wersja { $version }
frame-footer-session-ends = bez dalszej pracy sesja wygaśnie o { $time }

## Kłopoty: tytuł i co dalej

frame-problem-reference = Numer zdarzenia, który warto podać w zgłoszeniu:
frame-problem-to-front = Przejdź na stronę główną
frame-problem-to-home = Przejdź do moich spraw
frame-problem-not-found-title = Nie ma takiej strony
frame-problem-not-found-text = Adres może być błędny, strona mogła zostać usunięta albo widać ją dopiero po zalogowaniu. Proszę sprawdzić adres albo się zalogować.
frame-problem-forbidden-title = Brak dostępu do tej strony
frame-problem-forbidden-text = To konto nie ma dostępu do tej strony. W razie wątpliwości proszę napisać do osoby, która prowadzi edycję.
frame-problem-sign-in-title = Trzeba się zalogować
frame-problem-sign-in-text = Sesja wygasła albo jeszcze się nie zaczęła. Proszę się zalogować i wrócić na tę stronę.
frame-problem-bad-request-title = Nie udało się odczytać przesłanych danych
frame-problem-bad-request-text = Proszę wrócić na poprzednią stronę i spróbować jeszcze raz.
frame-problem-too-large-title = Za dużo danych naraz
frame-problem-too-large-text = Formularz jest większy, niż przyjmujemy (4 MB). Proszę skrócić najdłuższe teksty i wysłać go jeszcze raz.
frame-problem-forged-title = Tego formularza nie można przyjąć
frame-problem-forged-text = Formularz otwarto przed ponownym zalogowaniem albo na innej stronie. Nic nie zostało zmienione. Proszę otworzyć stronę od nowa i wysłać formularz jeszcze raz.
frame-problem-state-title = Teraz nie można tego zrobić
frame-problem-state-text = Stan tymczasem się zmienił, na przykład samoocena została już złożona albo edycja zamknięta. Nic nie zostało zmienione. Proszę otworzyć stronę od nowa.
frame-problem-conflict-title = Ktoś zapisał to przed chwilą
frame-problem-conflict-text = W tej samej chwili zapisała zmianę inna osoba. Proszę otworzyć stronę od nowa, obejrzeć jej zmianę i spróbować jeszcze raz.
frame-problem-too-many-title = Za dużo prób
frame-problem-too-many-text = Po wielu nieudanych próbach logowania trzeba odczekać 15 minut. Potem proszę spróbować jeszcze raz.
frame-problem-busy-title = Trzeba chwilę poczekać
frame-problem-busy-text = Inne osoby pobierają teraz pliki lub wykresy, a naraz przygotowujemy ich tylko kilka. Proszę spróbować jeszcze raz za kilkanaście sekund.
frame-problem-unavailable-title = Chwilowo nie możemy zapisywać ani odczytywać danych
frame-problem-unavailable-text = Baza danych nie odpowiada albo na dysku zabrakło miejsca. Proszę wrócić na poprzednią stronę (wpisane teksty nadal tam są) i spróbować za kilka minut.
frame-problem-internal-title = Coś u nas nie zadziałało
frame-problem-internal-text = To nasz błąd. Zapisane odpowiedzi są bezpieczne. Proszę spróbować jeszcze raz za kilka minut.
