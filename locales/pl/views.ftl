### Indywidualne opinie: kilka osób odpowiada osobno na te same pytania, a osoba odpowiedzialna ustala odpowiedź gminy.

views-title = Indywidualne opinie: { $section }
views-sections = Indywidualne opinie
views-to-page = Indywidualne opinie o tej części
views-stage-gathering = Trwa zbieranie indywidualnych opinii
views-stage-opened = Indywidualne opinie są otwarte

## Asking

views-none-asked = Dla tej części nikogo nie poproszono o indywidualne opinie.
views-stopped = Zbieranie przerwano, a opinii nie otwarto. Na pytania tej części odpowiada się wspólnie, jak zwykle.
views-ask-text = Na pytania tej części może odpowiedzieć kilka osób, każda niezależnie. Dzięki temu widać, na ile opinie są zgodne, zanim ktokolwiek pozna cudzą.
views-ask-text-who = Opinie podają osoby odpowiadające za gminę oraz osoby poproszone o wypełnienie tej części.
views-ask-text-apart = Nikt nie widzi opinii innych osób, dopóki nie zostaną otwarte. Eksperci także później zobaczą tylko, na ile opinie były zgodne.
views-ask-text-pause = W czasie zbierania opinii nie można zmieniać odpowiedzi gminy w tej części.
views-ask = Zacznij zbierać indywidualne opinie
views-ask-more = Poproś kolejne osoby o odpowiedzi

## While views are gathered

views-gathering = Każda osoba odpowiada samodzielnie. Nikt nie widzi opinii innych, dopóki nie zostaną otwarte.
views-give = Podaj swoją opinię
views-change-own = Zmień swoją opinię
views-voices = Kto już podał opinię
views-nobody-yet = Jeszcze nikt.
views-open-title = Otwarcie opinii
views-open-text = Opinie i nazwiska zobaczą przedstawiciele gminy, osoby z wglądem w jej samoocenę oraz osoby poproszone o tę część. Eksperci zobaczą tylko, na ile opinie są zgodne. Otwarcia nie można cofnąć.
views-open = Otwórz opinie
views-stop = Przerwij zbieranie bez otwierania opinii

## The own view

views-own-title = Własna opinia: { $section }
views-own-apart = Tutaj podaje się własną opinię. Nikt inny jej nie zobaczy, dopóki opinie nie zostaną otwarte. Potem będzie widoczna razem z nazwiskiem.
views-own-opened = Opinie są już otwarte. Kto je widzi, zobaczy też zmienioną opinię i to, że podano ją po otwarciu.
views-given = Opinia jest zapisana
views-stale = W innym oknie podano inną opinię ({ $time }). Ponowny zapis zastąpi ją tym, co jest poniżej.
views-stale-of = Pytanie { $number }: w innym oknie podano inną opinię

## Comparing

views-opened-at = Opinie otwarto: { $time }
views-to-settle = { $count ->
    [0] Wszystkie pytania, o których są opinie, mają ustaloną odpowiedź.
    [one] Do ustalenia została odpowiedź na { $count } pytanie.
    [few] Do ustalenia zostały odpowiedzi na { $count } pytania.
    [many] Do ustalenia zostały odpowiedzi na { $count } pytań.
   *[other] Do ustalenia zostały odpowiedzi na { $count } pytania.
}
views-spread = Opinie
views-answer = Odpowiedź
views-how-many = Osoby
views-who = Kto
views-median = Mediana: { $value }
views-given-later = { $who } (po otwarciu opinii)
views-no-view = Nikt nie podał opinii o tym pytaniu.
views-answer-now = Odpowiedź gminy:

views-people = { $count ->
    [one] { $count } osoba
    [few] { $count } osoby
    [many] { $count } osób
   *[other] { $count } osoby
}
views-questions = { $count ->
    [one] { $count } pytanie
    [few] { $count } pytania
    [many] { $count } pytań
   *[other] { $count } pytania
}

## Agreement

views-agreement = Zgodność indywidualnych opinii
views-agreement-same = Ta sama odpowiedź w { $share } porównań dwóch osób ({ $people }, { $questions }).
views-agreement-none = Żadne dwie osoby nie odpowiedziały na to samo pytanie, więc zgodności nie da się zmierzyć.
views-agreement-hint = Indywidualne opinie: ta sama odpowiedź w { $share } porównań
views-kappa = Kappa ważona
views-alpha = Alfa Krippendorffa
views-coefficient-scale = 1 oznacza pełną zgodność, 0 – taką, jaką dałby przypadek
views-coefficient-none = Brak współczynnika zgodności: wszystkie opinie dają te same punkty albo na żadne pytanie liczone do wyniku nie odpowiedziały dwie osoby.

## Settling

views-settle = Ustal odpowiedź
views-settle-again = Ustal ponownie
views-settle-title = Ustalenie odpowiedzi
views-pick = Która odpowiedź ma obowiązywać?
views-pick-other = Inna odpowiedź, podana niżej
views-other = Inna odpowiedź
views-reason = Uzasadnienie
views-reason-hint = Widoczne tylko wewnątrz gminy.
views-settled-done = Odpowiedź jest ustalona
views-settled = Ustalona
views-not-settled = Do ustalenia
views-changed-since = Opinie się zmieniły
views-answer-changed-since = Odpowiedź się zmieniła
views-settled-from = { $count ->
    [one] Ustalono na podstawie { $count } opinii
    [few] Ustalono na podstawie { $count } opinii
    [many] Ustalono na podstawie { $count } opinii
   *[other] Ustalono na podstawie { $count } opinii
}
views-settled-by = { $count ->
    [one] Kto ustalił: { $who }, { $time }, na podstawie { $count } opinii
    [few] Kto ustalił: { $who }, { $time }, na podstawie { $count } opinii
    [many] Kto ustalił: { $who }, { $time }, na podstawie { $count } opinii
   *[other] Kto ustalił: { $who }, { $time }, na podstawie { $count } opinii
}
views-changed = Opinia albo odpowiedź zmieniła się od otwarcia tej strony. Niczego nie ustalono. Proszę sprawdzić obecny stan i ustalić odpowiedź jeszcze raz.
views-wrong-nothing = Proszę wybrać, która odpowiedź ma obowiązywać
views-wrong-both = Wybrano opinię i jednocześnie podano inną odpowiedź. Proszę usunąć inną odpowiedź albo wybrać „Inna odpowiedź, podana niżej”.
views-wrong-unfit = Ankieta nie przyjmuje już tej odpowiedzi. Proszę wybrać inną.
views-wrong-other = Proszę podać inną odpowiedź
views-wrong-reason = Proszę podać uzasadnienie
views-wrong-reason-long = Uzasadnienie jest za długie (dozwolona liczba znaków: { $most }). Proszę je skrócić.
views-wrong-workbook = W tej części trwa zbieranie indywidualnych opinii, dlatego odpowiedzi nie można teraz zmieniać.
