### Słowa wspólne wszystkich stron. Klucz zaczyna się od grupy: product, language, action, state…

## Nazwa

product-name = Miernik
product-description = Samoocena dojrzałości cyfrowej gmin

## Języki. Każdy nazywa się po swojemu.

language-pl = Polski
language-en = English

## Co można zrobić

action-save = Zapisz
action-save-and-continue = Zapisz i przejdź dalej
action-continue = Dalej
action-back = Wstecz
action-cancel = Anuluj
action-change = Zmień
action-download = Pobierz
action-search = Szukaj
action-show = Pokaż
action-sign-in = Zaloguj się
action-sign-out = Wyloguj się
action-skip-to-content = Przejdź do treści

## Odpowiedzi i ich stany

answer-yes = Tak
answer-no = Nie
answer-other = Inne
answer-other-which = Inne: proszę napisać, co to jest
answer-does-not-hold = Odpowiedź nie spełnia warunku ustalonego dla tego pytania. Proszę ją sprawdzić.
state-not-answered = Brak odpowiedzi
state-do-not-know = Nie wiem
state-not-applicable = Nie dotyczy

## Nazwy rzeczy: jedno słowo na jedną rzecz

thing-municipality = Gmina
thing-network = Sieć
thing-dimension = Wymiar
thing-answer = Odpowiedź
thing-campaign = Edycja

## Miary

measure-score = Wynik
measure-level = Poziom
measure-coverage = Pokrycie
measure-range = Zakres
measure-rank = Miejsce
measure-median = Mediana
measure-none = brak danych

## Zdania o liczbach

progress-answered = Odpowiedzi: { $answered } z { $all }
progress-part = Część { $part } z { $all }
count-questions = { $count ->
    [one] { $count } pytanie
    [few] { $count } pytania
    [many] { $count } pytań
   *[other] { $count } pytania
}
count-points = { $count ->
    [one] { $count } punkt
    [few] { $count } punkty
    [many] { $count } punktów
   *[other] { $count } punktu
}

## Daty. Miesiąc jest liczbą od 1 do 12.

date-long = { $day } { $month ->
    [1] stycznia
    [2] lutego
    [3] marca
    [4] kwietnia
    [5] maja
    [6] czerwca
    [7] lipca
    [8] sierpnia
    [9] września
    [10] października
    [11] listopada
   *[12] grudnia
} { $year }
date-and-time = { $date }, { $time }

## Rodzaje gmin w rejestrze

kind-urban = gmina miejska
kind-rural = gmina wiejska
kind-urban-rural = gmina miejsko-wiejska
